/** What the rules need to know: they are English, and German writes every noun with a capital. */
export type Language = 'english' | 'german' | 'other';

const sampleLength = 6000;

// Words that no two of these languages share, so that each hit counts for one of them.
const marks: Readonly<Record<string, ReadonlySet<string>>> = {
  english: set('the and of to is are was were that with for from this it we you they have has not what which how why our your by on at be as their its but'),
  german: set('der und ist nicht ein eine einen einem einer das den dem des wir sie ich mit von für auf zu im sich auch es bei haben wird werden nach aus oder wie sind als zum zur'),
  french: set('le les des est une pas nous vous dans pour que qui sur avec au aux ce cette ces ont sont mais ou où par plus et'),
  spanish: set('el los las una que y con para por su es como más pero está son del al lo nos hemos fue este esta en'),
  italian: set('il gli che è per una con non sono di della del dei delle nel ma anche come più questo questa abbiamo'),
  portuguese: set('os uma não que com para por são mais como mas foi nós em do da dos das no na ao também'),
  dutch: set('het een van en niet wij zijn met voor op dat die te ook maar bij naar hebben wordt onze'),
  polish: set('nie się jest że na do za jak ale przez dla oraz są był które'),
  swedish: set('och att det som är inte på för med av vi har ett den till'),
  turkish: set('ve bir bu için ile çok daha olarak olan değil gibi'),
};

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(marks)) {
  for (const word of words) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
}

/** By script and stop words; text with too little of either counts as English when it is plain ASCII. */
export function detectLanguage(text: string): Language {
  const sample = text.slice(0, sampleLength).toLowerCase();
  const isAscii = /^[\x00-\x7f]*$/.test(sample);
  const letters = isAscii ? 0 : (sample.match(/\p{L}/gu)?.length ?? 0);
  if (!isAscii && letters > 0 && (sample.match(/\p{sc=Latin}/gu)?.length ?? 0) < letters * 0.7) return 'other';
  const hits = new Map<string, number>();
  for (const word of sample.match(isAscii ? /[a-z]+/g : /\p{L}+/gu) ?? []) {
    for (const language of languagesOf.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  }
  let best = 'none';
  let most = 0;
  for (const language of Object.keys(marks)) {
    const count = hits.get(language) ?? 0;
    if (count <= most) continue;
    best = language;
    most = count;
  }
  if (best === 'english' || best === 'german') return best;
  // Two chance hits (a Spanish name, a French dish) do not make English text foreign.
  if (best === 'none' || most < 2) return letters - (isAscii ? 0 : (sample.match(/[a-z]/g)?.length ?? 0)) > letters * 0.02 ? 'other' : 'english';
  return 'other';
}
