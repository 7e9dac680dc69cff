/** What a plan says to its drafter rather than to the reader. */

const internal =
  /\b(?:content_format|special_message|hero_text)\b|\bframing of (?:the|our)\b.{0,60}\bpillar\b|\b(?:facts?|data|quotes?) from the cluster\b|^(?:note to self|internal note|internal|word count|tone|voice|target audience|seo|keywords?|hashtags?|slug|todo|tbd|fixme|sources?|visuals?|image idea|thumbnail|writer['’]?s notes?|notes?(?: to the (?:writer|drafter|editor))?)\s*[:—–-]\s|^\[?(?:todo|tbd)\b|^(?:format|length|platform|channel|status|pillar)\s*:\s*(?:hero|video|post|thread|carousel|short|long|about|under|max|\d+\s*(?:words|characters|chars)|linkedin|instagram|x\b|twitter|threads|bluesky|mastodon|draft|ready|idea|[a-z]+(?:-[a-z]+)+$)|^fits (?:the|our)\b|^generate exactly\b/i;

/** Verbs that only ever tell a writer what to do. */
const order =
  /^(?:please\s+)?(?:mention|cite|link (?:back )?to|make sure|be sure to|talk about|say something|aim for|emphasi[sz]e|highlight|stress that|frame (?:it|this)|refer(?:ence)? (?:to|the)\b|quote the\b|do not (?:mention|name|say|use the word|sound|quote)|don['’]t (?:mention|name|say|use the word|sound|quote|over-?explain)|i want to (?:say|talk|write|mention|show|make)|i['’]d (?:like|love) to (?:say|talk|write|mention|show|make)|we should (?:mention|say|cite|link|include)|not sure (?:if|whether|about|how)|this (?:one )?should (?:feel|read|sound|be (?:short|funny|warm|light|punchy))|(?:the|this|our) (?:piece|post|article|text|tone|caption|video|draft|story) (?:should|must|needs to|has to|can be)\b)/i;

/** Verbs that also make good advice ("Keep the receipts."): orders only when they speak of writing. */
const ambiguous = /^(?:please\s+)?(?:use|include|keep|avoid|remember|don['’]t|do not|no|maybe|perhaps|add|target|leave out|skip|stay|write (?:it|this)|end|close|open|start|begin|finish|lead)\b/i;
const aboutWriting =
  /\b(?:tone|snark\w*|jargon|preach\w*|hype|salesy|buzzwords?|quotes?|screenshots?|tables?|chart|graph|photos?|snippets?|headlines?|paragraphs?|section|the (?:post|piece|article|video|draft|caption|story|thread)|readers?|emojis?|hashtags?|captions?|words long|under \d+ words|first person|third person|the vendor|clickbait|exclamation|bullet points?|sentences?|sounding|a question (?:for|to)|call to action|cta|anecdote|spoiler\w*|plain language|in plain english)\b/i;

/** "Include the map." */
const enclosure = /^(?:include|add|use|show|insert|attach|embed) (?:the|a|an|that|this|our|her|his|one) (?:\S{1,20} ){0,4}(?:map|chart|table|diagram|screenshot|photo|picture|image|graph|snippet|logo|quote|gif|video|infographic|link)s?(?:[ .,].{0,60})?$/i;

/** The sentence is for the drafter and must not reach the reader. */
export function isNote(sentence: string): boolean {
  return internal.test(sentence) || order.test(sentence) || (ambiguous.test(sentence) && aboutWriting.test(sentence)) || enclosure.test(sentence);
}

export type Section = 'opening' | 'facts' | 'angle' | 'closing';

const labels: readonly (readonly [Section, RegExp])[] = [
  ['opening', /^(?:hook|opener|opening(?: line)?|first line|lead|lede)$/i],
  ['facts', /^(?:facts?|key facts|the facts|data|evidence|details|context|background|body|examples?|proof|numbers|middle)$/i],
  ['angle', /^(?:angle|thesis|claim|point|main point|key point|argument|turn|insight|key insight|the argument|message|core message)$/i],
  ['closing', /^(?:button|closer|closing(?: line)?|kicker|payoff|takeaway|punch ?line|ending|bottom line|cta|call to action|close|last line|end with|close with)$/i],
];

const label = /^(?:\*\*|__)?([A-Za-z][A-Za-z ]{1,20}?)(?:\*\*|__)?\s{0,2}(?::(?:\*\*|__)?|\s[—–-]\s)\s*/;

/** `Hook: …`, `**Angle:** …`; a word that is no label of ours stays part of the text. */
export function sectionLabel(text: string): { readonly section: Section; readonly rest: string } | undefined {
  const match = label.exec(text);
  const name = match?.[1]?.trim();
  if (!match || name === undefined) return undefined;
  const section = labels.find(([, pattern]) => pattern.test(name))?.[0];
  return section && { section, rest: text.slice(match[0].length) };
}

/** A heading or line that only names a section: `## Facts`, `Hook:`. */
export function headingLabel(text: string): Section | 'plan' | undefined {
  const name = text.replace(/[*_:]/g, '').trim();
  if (/^(?:plan|brief)(?: \(.{1,40}\))?$/i.test(name)) return 'plan';
  return labels.find(([, pattern]) => pattern.test(name))?.[0];
}

const piece =
  /^(?:the|this|our)\s+(?:piece|post|article|story|draft|essay|thread|video|clip|argument|column|newsletter)\s+(?:(?:then|also|will|should|must)\s+){0,2}(examines?|explores?|argues?|shows?|explains?|covers?|looks? at|breaks? down|walks? (?:the reader |readers |people )?through|makes? the case|asks?|unpacks?|traces?|is about|describes?|tells?|compares?|lists?|answers?)\s+(?:that\s+)?(.{3,800})$/i;

export type Purpose =
  | { readonly kind: 'claim'; readonly text: string }
  /** "what it took: a, b, and c": the reader gets it after "Here’s". */
  | { readonly kind: 'explains'; readonly text: string }
  /** A subject with no text yet: it has to be written. */
  | { readonly kind: 'promise'; readonly text: string };

/** "The piece argues that X": X without the frame. */
export function purpose(sentence: string): Purpose | undefined {
  const asked = /^(?:please\s+)?(?:explain|describe|discuss|explore|show|unpack) ((?:how|why|what|when|where|who)\b.{3,400}|the (?:story|way|difference)\b.{3,400})$/i.exec(sentence)?.[1];
  if (asked !== undefined) return { kind: 'promise', text: asked };
  const match = piece.exec(sentence);
  const rest = match?.[2];
  if (!match || rest === undefined) return undefined;
  if (/^(?:what|why|how|when|where|which|who)\b/i.test(rest)) return hasSubstance(rest) ? { kind: 'explains', text: rest } : { kind: 'promise', text: rest };
  if (/^(?:argue|show|explain|make)/i.test(match[1] ?? '') && /^(?:\S+\s+){1,12}(?:is|are|was|were|isn['’]t|aren['’]t|has|have|does|do|don['’]t|doesn['’]t|can|can['’]t|will|won['’]t|should|must|\w{3,}s)\b/i.test(rest)) return { kind: 'claim', text: rest };
  return rest.includes(': ') ? { kind: 'claim', text: rest } : { kind: 'promise', text: rest };
}

/** "how to write an entry: a, b, c" tells something; "why it matters" only announces. */
function hasSubstance(clause: string): boolean {
  return /:\s/.test(clause);
}
