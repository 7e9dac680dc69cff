const longestId = 200;
const mostModels = 1000;

/** Ids as servers list them, fit to be shown and sent: without control characters, each once. */
export function cleanIds(ids: readonly (string | undefined)[]): readonly string[] {
  const usable = ids.filter((id): id is string => id !== undefined && id.trim() !== '' && id.length <= longestId && !/\p{Cc}/u.test(id));
  return [...new Set(usable)].slice(0, mostModels);
}

const otherWork =
  /embed|rerank|\b(bge|gte|e5|minilm|clip)-|nomic-bert|whisper|transcri|\btts|-tts|\baudio|-audio|realtime|moderation|dall-?e|gpt-image|-image\b|imagen|\bsora|\bveo|\bflux|stable-diffusion|\bocr\b|computer-use|-search-(api|preview)|babbage|davinci|instruct-0914/i;

/** Whether a model writes text, judged by its name: lists do not say. */
export function writesText(id: string): boolean {
  return !otherWork.test(id);
}
