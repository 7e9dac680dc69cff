/** Capitalised words that name nobody: pronouns, abbreviations everybody uses, words some write with a capital. */
const ordinary = new Set(
  (
    "i i'm i've i'd i'll ok okay tv id ai it pc ui ux pr hr vip faq diy ps fyi asap tl dr tldr rsvp ceo cto cfo coo vp am pm ad bc a.m p.m q&a r&d b2b b2c saas api apis url urls pdf sms usb gps roi kpi kpis cta cv eta aka crm nps dm dms seo mvp llm llms gpu gpus cpu ram hq kyc okr okrs nda phd ngo usd eur gbp chf jpy cny inr mio mrd bn " +
    'mr mrs ms dr prof internet web earth god mom dad mum no yes not new now free stop wait huge never always all why how what when who and but or the a an one you we they more less do don’t don\'t hook angle button facts note christmas easter'
  ).split(' '),
);

/** Peoples and languages with their countries: a source that says China supports "Chinese". */
const peoples: Readonly<Record<string, readonly string[]>> = {
  american: ['america', 'us', 'usa', 'states'], americans: ['america', 'us', 'usa', 'states'], us: ['usa', 'america', 'american', 'states'], usa: ['us', 'america', 'states'], british: ['britain', 'uk', 'england'], uk: ['britain', 'british', 'kingdom'],
  english: ['england', 'uk'], scottish: ['scotland'], welsh: ['wales'], irish: ['ireland'], french: ['france'], german: ['germany', 'deutschland'], germans: ['germany'], spanish: ['spain'], italian: ['italy'], dutch: ['netherlands', 'holland'],
  swiss: ['switzerland'], swedish: ['sweden'], danish: ['denmark'], norwegian: ['norway'], finnish: ['finland'], polish: ['poland'], portuguese: ['portugal'], greek: ['greece'], turkish: ['turkey'], european: ['europe', 'eu'], eu: ['europe', 'european'],
  chinese: ['china'], japanese: ['japan'], korean: ['korea'], indian: ['india'], vietnamese: ['vietnam'], brazilian: ['brazil'], mexican: ['mexico'], canadian: ['canada'], australian: ['australia'], african: ['africa'], asian: ['asia'], russian: ['russia'],
  ukrainian: ['ukraine'], israeli: ['israel'], western: ['west'], eastern: ['east'], northern: ['north'], southern: ['south'], china: ['chinese'], germany: ['german', 'germans'], france: ['french'], japan: ['japanese'], india: ['indian'], britain: ['british', 'uk'],
  europe: ['european', 'eu'], america: ['american', 'us', 'usa'], spain: ['spanish'], italy: ['italian'], korea: ['korean'],
};

const monthNames: Readonly<Record<string, string>> = {
  january: 'jan', february: 'feb', march: 'mar', april: 'apr', june: 'jun', july: 'jul', august: 'aug', september: 'sep', october: 'oct', november: 'nov', december: 'dec',
};

export function isOrdinaryName(word: string): boolean {
  const lower = word.toLowerCase().replaceAll('’', "'");
  return ordinary.has(lower) || ordinary.has(lower.replace(/'s$/, '')) || /^i'/.test(lower) || /^\p{Lu}$/u.test(word) || /^\d+(?:st|nd|rd|th|s)?$/i.test(word);
}

/** How a source may spell the name, lower case: without possessive, hyphen or dots, singular and plural, country for people. */
export function nameVariants(name: string): string[] {
  const lower = name.normalize('NFKC').toLowerCase();
  const base = lower.replace(/['’]s$|['’]$/, '');
  const squeezed = base.replace(/[.'’&_-]/g, '');
  const forms = [name.toLowerCase(), lower, base, squeezed];
  if (squeezed.endsWith('ies')) forms.push(`${squeezed.slice(0, -3)}y`);
  if (squeezed.endsWith('s') && squeezed.length > 3) forms.push(squeezed.slice(0, -1));
  forms.push(`${squeezed}s`);
  const month = monthNames[base === 'sept' ? 'september' : base];
  if (month !== undefined) forms.push(month, base.startsWith('sept') ? 'sept' : month, base === 'sept' ? 'september' : month);
  const full = Object.entries(monthNames).find(([, short]) => short === base)?.[0];
  if (full !== undefined) forms.push(full);
  return [...forms, ...(peoples[squeezed] ?? [])];
}
