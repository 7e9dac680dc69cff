import { t } from '@vscode/l10n';
import type { ContentFormat } from '../common/terms.js';
import type { Count, Quota } from '../plan/quota.js';
import type { QuotaLine } from '../plan/quotaStatus.js';
import type { Balance, MessageBalance, PillarCount } from './balance.js';
import type { ClusterUse, UsedFact } from './clusterUse.js';
import type { BalanceState, Cell, Link, Tab, Table } from './protocol.js';
import type { OpenerPlace, PostRef } from './traits.js';

export interface BalanceView {
  readonly message: string | undefined;
  readonly isSelection: boolean;
  readonly hasStudio: boolean;
  /** BCP 47: writes the numbers. */
  readonly language: string;
}

interface Most {
  readonly rows: number;
  readonly links: number;
}

/** Past these, a page is no overview; the copies hold everything. */
const onPage: Most = { rows: 200, links: 12 };
const everything: Most = { rows: Infinity, links: Infinity };

/** The balance as the page shows it. */
export function balanceState(balance: Balance, view: BalanceView): BalanceState {
  const { posts } = balance;
  return {
    scope: view.isSelection ? t('Posts: {0}, selected', posts) : t('Posts: {0}, the whole workspace', posts),
    message: view.message ?? '',
    isSelection: view.isSelection,
    tabs: posts === 0 ? [] : balanceTabs(balance, view, onPage),
  };
}

/** Everything, for a copy. */
export function balanceTabs(balance: Balance, view: BalanceView, most = everything): readonly Tab[] {
  const which = (posts: readonly PostRef[]): Cell => postsCell(posts, most);
  const number = (value: number): Cell => ({ text: value.toLocaleString(view.language) });
  return [
    countsTab(balance, view, number, most),
    tab('openers', t('Openers'), balance.openers.length, [{
      label: t('Posts that begin alike'), note: undefined,
      columns: [text(t('Begins with')), text(t('In')), amount(t('Posts')), text(t('Which'))],
      ...rowsOf(balance.openers, most, (opener) => [{ text: opener.text }, { text: placeLabel(opener.place) }, number(opener.posts.length), which(opener.posts)]),
    }], t('No two posts begin alike: titles, bodies and captions all start with words of their own.')),
    tab('hashtags', t('Hashtags'), balance.hashtagSets.length, [{
      label: t('Posts with the same hashtags'), note: undefined,
      columns: [text(t('Hashtags')), amount(t('Posts')), text(t('Which'))],
      ...rowsOf(balance.hashtagSets, most, ({ hashtags, posts }) => [{ text: hashtags.map((tag) => `#${tag}`).join(' ') }, number(posts.length), which(posts)]),
    }], t('No two captions have the same set of hashtags.')),
    tab('captions', t('Captions'), balance.similarCaptions.length, [{
      label: t('Captions that say nearly the same'), note: undefined,
      columns: [amount(t('Posts')), text(t('Which'))],
      ...rowsOf(balance.similarCaptions, most, (posts) => [number(posts.length), which(posts)]),
    }], t('No two captions say nearly the same. Very short ones are not compared.')),
    tab('facts', t('Facts'), balance.clusters.length, balance.clusters.map((cluster) => clusterTable(cluster, number, most)), noFacts(view)),
    tab('avoided', t('Words to avoid'), balance.avoided.length, [{
      label: t('Words to avoid that posts use'), note: undefined,
      columns: [text(t('Word')), amount(t('Times')), amount(t('Posts')), text(t('Which'))],
      ...rowsOf(balance.avoided, most, ({ word, count, posts }) => [{ text: word }, number(count), number(posts.length), which(posts)]),
    }], t('No post uses a word of the list “avoid” in galley.yaml.')),
  ];
}

function tab(id: Tab['id'], label: string, count: number, tables: readonly Table[], empty: string): Tab {
  const filled = tables.filter(({ rows, note }) => rows.length > 0 || note !== undefined);
  const badge = count === 0 ? undefined : String(count);
  return { id, label, tables: filled, badge, empty: filled.length === 0 ? empty : undefined, actions: [] };
}

function countsTab({ messages, pillars, posts }: Balance, { hasStudio }: BalanceView, number: (value: number) => Cell, most: Most): Tab {
  const names = new Map(pillars.map(({ key, name }) => [key, name]));
  const hasNone = pillars.some(({ formats }) => formats.none > 0);
  const unmet = messages.reduce((sum, { quotas }) => sum + quotas.filter(({ isMet }) => !isMet).length, 0);
  return {
    id: 'counts',
    label: t('Pillars and formats'),
    badge: unmet === 0 ? undefined : String(unmet),
    tables: [
      ...messages.map((message) => messageTable(message, names, number)),
      {
        label: t('Posts by pillar and format'),
        note: hasStudio ? undefined : t('There is no galley.yaml, so nothing says which pillars there should be.'),
        columns: [text(t('Pillar')), amount(t('Hero and text')), amount(t('Video')), ...(hasNone ? [amount(t('No format'))] : []), amount(t('Posts')), amount(t('Share'))],
        ...rowsOf(pillars, most, (pillar) => pillarRow(pillar, posts, hasNone, number)),
      },
    ],
    empty: undefined,
    actions: hasStudio ? [] : [{ action: 'createStudio', label: t('Create Studio File...') }],
  };
}

function pillarRow({ key, name, isKnown, formats, posts }: PillarCount, all: number, hasNone: boolean, number: (value: number) => Cell): readonly Cell[] {
  const label = key === undefined ? t('No pillar') : isKnown ? name : t('{0} (not in galley.yaml)', name);
  const count = (value: number): Cell => (value === 0 ? { ...number(value), tone: 'quiet' } : number(value));
  return [
    { text: label, ...(key === undefined ? { tone: 'quiet' as const } : {}) },
    count(formats.hero_text), count(formats.video), ...(hasNone ? [count(formats.none)] : []),
    posts === 0 ? { ...number(0), tone: 'bad' } : number(posts),
    { text: t('{0} %', Math.round((100 * posts) / all)) },
  ];
}

function messageTable({ message, scope, posts, quotas, contradictions }: MessageBalance, names: ReadonlyMap<string | undefined, string>, number: (value: number) => Cell): Table {
  const about = scope === 'all' ? t('Counted over all {0} posts.', posts) : t('Counted over the posts whose plan says so: {0}.', posts);
  const says = quotas.length === 0 ? t('Nothing in it can be counted. Write numbers, such as “5 posts, 1 of them video”.') : about;
  return {
    label: t('Asked for: “{0}”', message),
    note: [...contradictions, says].join(' '),
    columns: [text(t('What')), amount(t('Asked for')), amount(t('There are')), text(t('State'))],
    rows: quotas.map((count) => [{ text: kindLabel(count.quota, names) }, { text: countLabel(count.quota.count) }, number(count.have), stateCell(count)]),
    more: undefined,
  };
}

function stateCell(count: QuotaLine): Cell {
  if (count.isMet) return { text: t('Met'), tone: 'good' };
  return { text: count.missing > 0 ? t('{0} missing', count.missing) : t('{0} too many', count.surplus), tone: 'bad' };
}

function kindLabel({ contentFormat, pillar }: Quota, names: ReadonlyMap<string | undefined, string>): string {
  const format = contentFormat && formatLabel(contentFormat);
  const name = pillar === undefined ? undefined : (names.get(pillar) ?? pillar);
  if (format !== undefined && name !== undefined) return t('{0}: {1}', name, format);
  return format ?? name ?? t('All posts');
}

function countLabel({ min, max }: Count): string {
  if (max === undefined) return t('at least {0}', min);
  if (min === max) return String(min);
  return min === 0 ? t('at most {0}', max) : t('{0} to {1}', min, max);
}

function formatLabel(format: ContentFormat): string {
  return format === 'video' ? t('Video') : t('Hero and text');
}

function placeLabel(place: OpenerPlace): string {
  switch (place) {
    case 'title': return t('Title');
    case 'body': return t('Body');
    case 'caption': return t('Caption');
  }
}

function clusterTable({ uri, name, facts, whole, unknown }: ClusterUse, number: (value: number) => Cell, most: Most): Table {
  const unused = facts.filter(({ posts }) => posts.length === 0).length;
  const repeated = facts.filter(({ posts }) => posts.length > 1).length;
  const notes = [
    uri === undefined ? t('There is no such file. Correct the path in the posts’ sources.') : t('Facts: {0} · Used by no post: {1} · Used more than once: {2}.', facts.length, unused, repeated),
    ...(whole.length > 0 ? [t('Named as a whole by {0}, so which of its facts they use is not known.', whole.map(({ title }) => title).slice(0, onPage.links).join(', '))] : []),
  ];
  const link = (fact: string | undefined): { readonly link?: Link } => (uri === undefined ? {} : { link: { label: name, uri, fact } });
  const factRow = ({ id, text: fact, posts }: UsedFact): readonly Cell[] => [
    id === undefined ? { text: t('No id'), tone: 'quiet', ...link(undefined) } : { text: id, ...link(id) },
    { text: fact },
    posts.length === 1 ? number(1) : { ...number(posts.length), tone: posts.length === 0 ? 'quiet' : 'bad' },
    posts.length > 0 ? postsCell(posts, most) : { text: id === undefined ? t('No post can name it without an id.') : whole.length > 0 ? '' : t('Unused'), tone: 'quiet' },
  ];
  return {
    label: name,
    note: notes.join(' '),
    columns: [text(t('Id')), text(t('Fact')), amount(t('Used')), text(t('By'))],
    ...rowsOf([...facts, ...unknown], most, (row) => ('text' in row ? factRow(row) : [{ text: row.id, tone: 'bad' }, { text: t('There is no such fact.'), tone: 'bad' }, number(row.posts.length), postsCell(row.posts, most)])),
  };
}

function noFacts({ isSelection }: BalanceView): string {
  return isSelection
    ? t('The plans of these posts name no fact. Add sources to them, such as “notes.cluster.md#f3”.')
    : t('There is no cluster yet. Put facts into a file that ends in .cluster.md, one to a list item, and name them in plans as “notes.cluster.md#f3”.');
}

function postsCell(posts: readonly PostRef[], most: Most): Cell {
  const links = posts.slice(0, most.links).map(({ uri, title }) => ({ label: title, uri, fact: undefined }));
  return { text: posts.length > links.length ? t('and {0} more', posts.length - links.length) : '', links };
}

function rowsOf<Item>(items: readonly Item[], most: Most, row: (item: Item) => readonly Cell[]): Pick<Table, 'rows' | 'more'> {
  const hidden = items.length - most.rows;
  return { rows: items.slice(0, most.rows).map(row), more: hidden > 0 ? t('{0} more are not shown. Copy the table to see all of them.', hidden) : undefined };
}

function text(label: string): Table['columns'][number] {
  return { label, isNumber: false };
}

function amount(label: string): Table['columns'][number] {
  return { label, isNumber: true };
}
