import { free } from '../../../src/common/price.js';
import { parsePost } from '../../../src/post/parse.js';
import { bodyState, pageState } from '../../../src/preview/page.js';
import type { HeroState, RunningState, StepTarget, ToPreview, VideoState } from '../../../src/preview/protocol.js';
import { stepsState } from '../../../src/preview/steps.js';
import type { StepView } from '../../../src/preview/view.js';
import { costsState } from '../../../src/cost/costsState.js';
import { summarise } from '../../../src/cost/summary.js';
import type { ToCosts } from '../../../src/cost/protocol.js';

const uri = 'file:///posts/example.post.md';
const provider = 'Built-in (rules, no AI model) - on this computer';

const body = `Alibaba's Qwen Shopping Assistant is fully live on Taobao and Tmall. 4 billion SKUs. Natural-language order flow routed through Alipay. 30-day price tracking. The AI handles the entire loop and steps back only for final confirmation.

What actually made this possible isn't the model. Qwen was trained on Taobao's own product listings, [as its team wrote](https://example.com), meaning the catalog was *already* structured training data.

## What it had to build

- **Catalog**: none, it had one
- **Payment**: Alipay, a decade old
- **Logistics**: likewise
  - with \`status\` feeds

> The reason this shipped in China first isn't the AI. It's the plumbing.

| Layer | Ready | Years |
|---|---|--:|
| Payment rails | yes | 10 |
| Search | yes | 22 |

\`\`\`ts
const plumbing = await order({ confirm: true });
\`\`\`

That's the actual story here: ![A chart](https://example.com/chart.png) and a [relative link](./other.post.md).
`;

const full = `---
id: N0aoCsQqhoyf
title: Why Qwen Shopping shipped in China first and it's not about the AI
pillar: ai-products
content_format: hero_text
plan:
  brief: >-
    Alibaba's Qwen Shopping Assistant is fully live on Taobao and Tmall. The piece examines what 'from intelligence to
    agency' actually required in production.
  rationale: >-
    Fits the 'actual product decisions, not announcements' framing of the pillar.
  special_message: >-
    Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.
  sources:
    - cluster: qwen-shopping.cluster.md#f3
    - url: https://example.com/launch
caption: >-
  Qwen Shopping is live on Taobao — 4B SKUs, end-to-end Alipay flow. The model isn't why this shipped first. The plumbing is. #ai #ecommerce #llm #agents
captions:
  linkedin: >-
    Qwen Shopping is live on Taobao. Everyone will write about the model. The story is the ten years of plumbing under it: catalog, payment, logistics. #ai #ecommerce
hero: { image: media/hero.png, alt: "A dark cover with the post's title over blue contour lines", aspect_ratio: "700:372" }
pipeline:
  - { step: draft, status: done, provider: builtin, model: rules-1, cost_usd: 0, cost_basis: free, channel: builtin, seconds: 0.1, at: 2026-05-11T15:10:00Z }
  - { step: caption, status: failed, provider: openai, model: gpt-5-mini, channel: api, seconds: 31.2, at: 2026-05-11T15:12:00Z, error: "OpenAI did not answer within 30 seconds." }
  - { step: caption, status: done, provider: builtin, model: rules-1, cost_usd: 0, cost_basis: free, channel: builtin, seconds: 0.1, at: 2026-05-11T15:14:00Z }
  - { step: hero_image, status: done, provider: fal, model: fal-ai/flux-pro/v1.1-ultra, artifact: media/k3J9sd02LmQp_hero.png, cost_usd: 0.06, cost_basis: billed, channel: api, seconds: 18.3, at: 2026-05-11T15:17:00Z }
---
${body}`;

const planOnly = full.replace(/caption: [\s\S]*?\n---\n[\s\S]*$/, '---\n');
const long = `${full}\n${'## Another part\n\nA paragraph of an endless post, with **bold** words and `code`, that goes on for a while.\n\n'.repeat(3000)}`;

function details(caption: string) {
  return [
    { label: 'X', length: caption.length, max: 280 },
    { label: 'LinkedIn', length: caption.length, max: 3000 },
  ];
}

function page(text: string, hero: HeroState, video?: VideoState): ToPreview[] {
  const post = parsePost(text);
  return [
    { type: 'body', body: bodyState(post, uri, undefined) },
    {
      type: 'page',
      page: pageState({
        post, uri, fileName: 'example.post.md', hero, video,
        details: { pillar: 'AI products', meters: details, platformLabel: (key) => (key === 'linkedin' ? 'LinkedIn' : key) },
      }),
    },
  ];
}

const after: Readonly<Record<StepTarget, StepView['after']>> = { draft: [], caption: ['draft'], hero_image: ['draft'], alt_text: ['caption', 'hero_image'], video: ['draft'] };

function steps(states: Partial<Record<StepTarget, Partial<StepView>>>, remarked = false): ToPreview {
  const offered = ['draft', 'caption', 'hero_image', 'alt_text', ...(states.video ? (['video'] as const) : [])] as const;
  const views = offered.map((step): StepView => (
    { step, state: 'fresh', after: after[step], price: free, provider, blocker: undefined, ...states[step] }
  ));
  const remarks = {
    notes: { leftOut: ['The piece examines what ‘from intelligence to agency’ actually required in production.'], gaps: ['No number yet: name one that a reader would remember.'] },
    warnings: [],
  };
  return { type: 'steps', steps: stepsState(uri, views, (step) => (remarked && step === 'draft' ? remarks : undefined)) };
}

function running(...runs: readonly Partial<RunningState>[]): ToPreview {
  return { type: 'running', running: runs.map((run) => ({ step: 'draft', label: 'Drafting the body', seconds: 3.4, price: '$0.00', message: undefined, ...run })) };
}

const image = (src: string): HeroState => ({ type: 'image', src, alt: "A dark cover with the post's title over blue contour lines", ratio: { width: 700, height: 372 } });

/** Every state worth looking at, by name. */
export function previewStates(heroAddress: string, clipAddress: string): Readonly<Record<string, readonly ToPreview[]>> {
  return {
    empty: [{ type: 'empty', empty: { title: 'No post to show', advice: 'Open a file that ends in .post.md and it appears here, or make a new post.' } }],
    plan: [
      ...page(planOnly, { type: 'none' }),
      steps({
        draft: { state: 'missing' },
        caption: { state: 'missing', blocker: 'Could not write the caption: the post has no body yet. Draft it or write it first.' },
        hero_image: { state: 'missing', price: { cost: 60_000, basis: 'estimated' }, provider: 'fal · fal-ai/flux-pro/v1.1-ultra' },
        alt_text: { state: 'missing', blocker: 'Could not write the alt text: the post has no hero image yet.' },
      }),
      running(),
    ],
    full: [...page(full, image(heroAddress)), steps({ caption: { state: 'stale' }, alt_text: { state: 'edited' } }, true), running()],
    fresh: [...page(full, image(heroAddress)), steps({}), running()],
    running: [
      ...page(full.replace(/^Alibaba[\s\S]*$/m, ''), image(heroAddress)),
      steps({ draft: { state: 'missing' }, caption: { state: 'stale' } }),
      running({}, { step: 'hero_image', label: 'Making the hero image', message: 'Queued, 2 ahead', seconds: 12, price: 'about $0.06' }),
      { type: 'text', step: 'draft', from: 0, text: "Alibaba's Qwen Shopping Assistant is fully live on Taobao and Tmall.\n\n4 billion SKUs. Natural-language order flow" },
      { type: 'text', step: 'draft', from: 115, text: ' routed through Alipay.' },
    ],
    failed: [
      ...page(full.replace('title: Why', 'title: [broken\ncontent_format: nonsense\nx: Why'), { type: 'problem', message: 'The hero image ../../x.png is not shown: it lies outside the workspace folder.' }),
      steps({ hero_image: { state: 'missing', price: { cost: undefined, basis: 'unknown' } } }),
      running(),
    ],
    video: [...page(full, { type: 'none' }, { type: 'clip', src: clipAddress, failed: 'The video media/a.mp4 cannot be played here. Open the file with another program.' }), steps({ video: { state: 'fresh' } }), running()],
    videoMissing: [...page(full, { type: 'none' }, { type: 'none' }), steps({ video: { state: 'missing', isLeftOut: true, blocker: 'Could not make the video: clips are made at fal, and no key for it is set. Set one first.' } }), running()],
    long: [...page(long, image(heroAddress)), steps({}), running()],
  };
}

export function costsStateMessage(): ToCosts {
  const posts = [full, full.replace('0.06', '0.12').replace('title: Why', 'title: Another post on why'), planOnly].map((text, index) => {
    const { title, pipeline } = parsePost(text);
    return { uri: `file:///${index}.post.md`, title: title ?? '', receipts: pipeline };
  });
  return { type: 'costs', costs: costsState(summarise(posts), posts.length, 'en') };
}
