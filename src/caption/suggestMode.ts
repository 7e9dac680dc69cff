/** When captions are suggested as ghost text: `galley.caption.suggest`. */
export const suggestModes = ['always', 'whenFree', 'onDemand', 'off'] as const;
export type SuggestMode = (typeof suggestModes)[number];
