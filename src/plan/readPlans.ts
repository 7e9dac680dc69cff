import { t } from '@vscode/l10n';
import { contentFormats, type ContentFormat } from '../common/terms.js';
import { isObject, listAt, textAt, type JsonObject } from '../models/jsonRead.js';
import type { PlanTask } from '../models/textModel.js';
import { avoided } from '../writer/vocabulary.js';
import { longestBrief, longestTitle } from './planPrompt.js';
import type { PlannedItem } from './plannedItem.js';

export interface ReadPlans {
  readonly items: readonly PlannedItem[];
  /** What was left out, or is not as it should be, one sentence each. */
  readonly rejected: readonly string[];
}

/** More than anybody asks for; a model that does not stop must not fill the screen. */
const mostItems = 200;
const mostFacts = 40;

/** Reads what a planner answered, item by item: what is valid is kept, what is not is said. Never throws. */
export function readPlans(value: unknown, task: Pick<PlanTask, 'facts' | 'pillars' | 'titles' | 'voice'>): ReadPlans {
  const listed = Array.isArray(value) ? (value as readonly unknown[]) : listAt(value, 'items');
  const items: PlannedItem[] = [];
  const rejected: string[] = [];
  const titles = new Set(task.titles.map(foldTitle));
  for (const [index, entry] of listed.slice(0, mostItems).entries()) {
    const { item, remarks } = readItem(entry, index + 1, titles, task);
    rejected.push(...remarks);
    if (!item) continue;
    titles.add(foldTitle(item.title));
    items.push(item);
  }
  if (listed.length > mostItems) rejected.push(t('The planner proposed {0} items; only the first {1} were read.', listed.length, mostItems));
  return { items, rejected };
}

function shortTitle(title: string): string {
  return title.length > 60 ? `${title.slice(0, 59).trimEnd()}…` : title;
}

/** Said of an item that has no pillar where there are some to choose from. */
export function pillarRemark(title: string): string {
  return t('“{0}” names no pillar of the studio. Choose one.', shortTitle(title));
}

export function foldTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

interface ReadItem {
  readonly item?: PlannedItem;
  readonly remarks: readonly string[];
}

function readItem(entry: unknown, place: number, titles: ReadonlySet<string>, task: Pick<PlanTask, 'facts' | 'pillars' | 'voice'>): ReadItem {
  if (!isObject(entry)) return reject(t('Item {0} of the answer was left out: it is not a plan.', place));
  const title = oneLine(textAt(entry, 'title'));
  if (foldTitle(title) === '') return reject(t('Item {0} of the answer was left out: it has no title.', place));
  const name = shortTitle(title);
  if (title.length > longestTitle) return reject(t('“{0}” was left out: its title is longer than {1} characters.', name, longestTitle));
  if (titles.has(foldTitle(title))) return reject(t('“{0}” was left out: another post has this title.', name));
  const contentFormat = readFormat(entry);
  if (contentFormat === undefined) return reject(t('“{0}” was left out: its content_format is neither hero_text nor video.', name));
  const brief = paragraphs(textAt(entry, 'brief'));
  if (brief === '') return reject(t('“{0}” was left out: it has no brief.', name));
  if (brief.length > longestBrief) return reject(t('“{0}” was left out: its brief is longer than {1} characters.', name, longestBrief));
  const { known, unknown } = readFacts(entry, task);
  if (known.length === 0 && task.facts.length > 0) return reject(t('“{0}” was left out: it rests on no fact of the cluster.', name));
  const remarks: string[] = [];
  if (unknown.length > 0) remarks.push(t('“{0}” names facts that the cluster does not have: {1}.', name, unknown.join(', ')));
  const pillar = readPillar(entry, task);
  if (pillar === undefined && task.pillars.length > 0) remarks.push(pillarRemark(title));
  remarks.push(...avoided(`${title}\n${brief}`, task.voice.avoid).map((word) => t('“{0}” uses “{1}”, which the studio avoids.', name, word)));
  const rationale = paragraphs(textAt(entry, 'rationale')).slice(0, longestBrief);
  return { item: { title, brief, rationale, pillar, contentFormat, facts: known }, remarks };
}

function reject(remark: string): ReadItem {
  return { remarks: [remark] };
}

function readFormat(entry: JsonObject): ContentFormat | undefined {
  const said = (textAt(entry, 'content_format') ?? textAt(entry, 'contentFormat') ?? '').trim().toLowerCase().replace(/[\s-]+/g, '_');
  return contentFormats.find((format) => format === said);
}

/** By key, or by the name that the studio gives it. */
function readPillar(entry: JsonObject, { pillars }: Pick<PlanTask, 'pillars'>): string | undefined {
  const said = foldTitle(textAt(entry, 'pillar') ?? '');
  return (pillars.find(({ key }) => foldTitle(key) === said) ?? pillars.find(({ name }) => foldTitle(name) === said))?.key;
}

function readFacts(entry: JsonObject, { facts }: Pick<PlanTask, 'facts'>): { readonly known: readonly string[]; readonly unknown: readonly string[] } {
  const said = listAt(entry, 'facts').slice(0, mostFacts).flatMap((id) => (typeof id === 'string' ? [id.trim().replace(/^[\^[(]+|[\])]+$/g, '')] : []));
  const ids = new Set(facts.map(({ id }) => id));
  const unique = [...new Set(said)].filter((id) => id !== '');
  return { known: unique.filter((id) => ids.has(id)), unknown: unique.filter((id) => !ids.has(id)).map((id) => id.slice(0, 20)) };
}

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029]/g;

function oneLine(text: string | undefined): string {
  return (text ?? '').replace(control, ' ').replace(/\s+/g, ' ').trim();
}

function paragraphs(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').replace(control, ' ').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}
