export type Point = readonly [x: number, y: number];

/** A number for an attribute: two decimals are below what a pixel can show. */
export function num(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

type AttributeValue = string | number | undefined;

/** One element. Attribute values are escaped; `content` is markup. */
export function element(name: string, attributes: Readonly<Record<string, AttributeValue>>, content = ''): string {
  const list = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? num(value) : escapeXml(value)}"`)
    .join('');
  return content ? `<${name}${list}>${content}</${name}>` : `<${name}${list}/>`;
}

export function rect(x: number, y: number, width: number, height: number, attributes: Readonly<Record<string, AttributeValue>>): string {
  return element('rect', { x, y, width, height, ...attributes });
}

export function circle(cx: number, cy: number, r: number, attributes: Readonly<Record<string, AttributeValue>>): string {
  return element('circle', { cx, cy, r, ...attributes });
}

export function path(d: string, attributes: Readonly<Record<string, AttributeValue>>): string {
  return element('path', { d, ...attributes });
}

export interface Stop {
  readonly at: number;
  readonly color: string;
  readonly opacity?: number;
}

export function stops(list: readonly Stop[]): string {
  return list.map(({ at, color, opacity }) => element('stop', { offset: at, 'stop-color': color, 'stop-opacity': opacity })).join('');
}

/** A curve through the middles of the segments, which rounds every corner. */
export function smoothPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  const curves = rest.map(([x, y], i) => {
    const [nextX, nextY] = rest[i + 1] ?? last;
    return `Q${num(x)} ${num(y)} ${num((x + nextX) / 2)} ${num((y + nextY) / 2)}`;
  });
  return `M${num(first[0])} ${num(first[1])}${curves.join('')}L${num(last[0])} ${num(last[1])}`;
}
