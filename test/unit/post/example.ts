/** The example of the file format, with every key it has. */
export const example = `---
id: N0aoCsQqhoyf                  # 12 url-safe characters (nanoid), unique in the workspace, never changes
title: A title, one line
pillar: ai-products               # a key of galley.yaml's pillars
content_format: hero_text         # hero_text | video
plan:                             # the drafter's input
  brief: >-                       # what the piece argues, with its facts
    ...
  rationale: >-                   # why it fits the pillar, why this format
    ...
  special_message: >-             # the instruction the planner was given, verbatim
    Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.
  sources:                        # facts it may use: url, or cluster file + fact id
    - cluster: qwen-shopping.cluster.md#f3
caption: >-
  Text with hashtags. #ai #agents
captions: { linkedin: ..., x: ... }   # optional variants for one platform
hero: { image: media/k3J9sd02LmQp_hero.png, alt: ..., prompt: ..., aspect_ratio: "16:9", seed: 7 }
video: { file: media/…_video.mp4, prompt: ..., script: ... }
pipeline:                         # receipts, last key but one, oldest first, append-only, one line each
  - { step: hero_image, status: done, provider: fal, model: fal-ai/flux-pro/v1.1-ultra, artifact: media/k3J9sd02LmQp_hero.png, cost_usd: 0.06, cost_basis: billed, channel: api, seconds: 18.3, at: 2026-05-11T15:17:00Z, request_id: 7f2c, inputs: 5f1c, output: 91ab }
chat_references:                  # bot turns that referenced this post, one line each
  - { at: 2026-05-11T16:02:11Z, by: "@galley", turn: "shorten the caption" }
---
Body, plain Markdown.
`;
