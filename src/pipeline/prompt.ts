import type { Pillar, TextRequest, Voice } from '../models/textModel.js';

export type Prompt = TextRequest['prompt'];

/** The studio's voice as instructions that every text step shares. */
export function studioLines(voice: Voice, pillar: Pillar | undefined): string[] {
  return [
    ...(voice.description ? [`How we write: ${voice.description}`] : []),
    ...(voice.avoid.length > 0 ? [`Never use these words or openers: ${voice.avoid.join('; ')}.`] : []),
    ...(pillar ? [`The piece belongs to "${pillar.name}"${pillar.framing ? `: ${pillar.framing}` : '.'}`] : []),
  ];
}
