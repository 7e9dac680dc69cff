import { t } from '@vscode/l10n';

/** The variables of each step's prompt. A step that does not fill exactly these is a type error. */
export const promptVariables = {
  plan: ['subject', 'pillars', 'facts', 'titles', 'instruction', 'wanted', 'voice', 'avoid', 'examples'],
  draft: ['title', 'plan', 'rationale', 'facts', 'is_video', 'pillar', 'framing', 'voice', 'avoid', 'examples'],
  caption: ['title', 'body', 'plan', 'platform', 'max_length', 'hashtag_count', 'house_hashtags', 'pillar', 'framing', 'voice', 'avoid', 'examples'],
  alt_text: ['title', 'picture', 'caption', 'voice', 'avoid', 'examples'],
  hero_image: ['title', 'plan', 'style', 'colors', 'studio', 'pillar', 'framing', 'voice', 'avoid', 'examples'],
  video: ['title', 'shots', 'opening', 'style', 'colors', 'studio', 'pillar', 'framing', 'voice', 'avoid', 'examples'],
} as const;

/** The steps whose prompts are files. */
export type PromptStep = keyof typeof promptVariables;
export type Variable<Step extends PromptStep = PromptStep> = (typeof promptVariables)[Step][number];

/** What a prompt is filled with: texts only. `undefined` and an empty text are the same. */
export type PromptView<Step extends PromptStep> = Readonly<Record<Variable<Step>, string | undefined>>;

/** In the order in which they run. */
export const promptSteps = ['plan', 'draft', 'caption', 'hero_image', 'alt_text', 'video'] as const satisfies readonly PromptStep[];

export function isPromptStep(value: string): value is PromptStep {
  return Object.hasOwn(promptVariables, value);
}

export function variablesOf(step: PromptStep): readonly Variable[] {
  return promptVariables[step];
}

/** Without these the model would not know what to work from. */
const required: Readonly<Record<PromptStep, readonly Variable[]>> = {
  plan: ['facts', 'wanted'],
  draft: ['plan'],
  caption: ['body'],
  alt_text: ['picture'],
  // A picture or clip in the house style alone is what some studios want.
  hero_image: [],
  video: [],
};

/** Left out, the answers will often be of no use. */
const expected: Readonly<Record<PromptStep, readonly Variable[]>> = {
  plan: ['instruction', 'titles'],
  draft: ['title', 'facts'],
  caption: ['max_length', 'hashtag_count'],
  alt_text: [],
  hero_image: [],
  video: [],
};

/** How much a prompt needs a variable. */
export function needOf(step: PromptStep, variable: Variable): 'required' | 'expected' | 'optional' {
  if (required[step].includes(variable)) return 'required';
  return expected[step].includes(variable) ? 'expected' : 'optional';
}

/** Pictures and clips are asked for with one text; writers get instructions and, below a line `---`, the task. */
export function hasTwoParts(step: PromptStep): boolean {
  return step !== 'hero_image' && step !== 'video';
}

export function variableDoc(step: PromptStep, variable: Variable): string {
  switch (variable) {
    case 'title': return t('The post’s title.');
    case 'plan': return t('The plan’s brief: what the piece argues, with its facts.');
    case 'rationale': return t('Why the post is written, as the plan says.');
    case 'facts': return step === 'plan' ? t('The facts of the cluster with their ids, one a line, each after a dash.') : t('The facts of the plan’s sources, one a line, each after a dash.');
    case 'subject': return t('What the cluster is about: its title.');
    case 'pillars': return t('The keys, names and framings of galley.yaml’s pillars, one a line, each after a dash.');
    case 'titles': return t('The titles that posts have already, one a line, each after a dash.');
    case 'instruction': return t('What the special message asks for beside numbers, word for word.');
    case 'wanted': return t('How many items of which kind to plan, in words.');
    case 'is_video': return t('The word yes for a video, whose body is its script; empty for other posts.');
    case 'body': return t('The post’s body, Markdown.');
    case 'platform': return t('The platform that the caption is for; empty for the caption of all platforms.');
    case 'max_length': return t('The most characters that the caption may have, hashtags included.');
    case 'hashtag_count': return t('How many hashtags to set: a number, or two with “to” between them.');
    case 'house_hashtags': return t('The hashtags of galley.yaml, each with its #.');
    case 'picture': return t('What is known of the hero image: the prompt it was made from, or the design of the cover.');
    case 'caption': return t('The post’s caption.');
    case 'style': return t('How pictures should look: hero: style in galley.yaml.');
    case 'colors': return t('The house colors, with commas between them.');
    case 'studio': return t('The studio’s name.');
    case 'shots': return t('The shots in brackets of the script, in their order.');
    case 'opening': return t('The beginning of the script, where it names no shots.');
    case 'pillar': return t('The name of the post’s pillar.');
    case 'framing': return t('From which side the pillar is looked at.');
    case 'voice': return t('How we write: voice in galley.yaml.');
    case 'avoid': return t('Words and openers that we do not use, with semicolons between them.');
    case 'examples': return examplesDoc(step);
  }
}

function examplesDoc(step: PromptStep): string {
  switch (step) {
    case 'plan': return t('Titles and briefs of approved posts, each within <example> tags.');
    case 'draft': return t('Passages from the bodies of approved posts, each within <example> tags.');
    case 'caption': return t('Captions of approved posts, each within <example> tags.');
    case 'alt_text': return t('Alt texts of approved posts, each within <example> tags.');
    case 'hero_image': return t('The picture prompts of approved posts, each within <example> tags.');
    case 'video': return t('The clip prompts of approved posts, each within <example> tags.');
  }
}
