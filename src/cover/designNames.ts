/** Names that `galley.yaml` and receipts use: the model of a receipt is `cover-<name>-1`. */
export const designNames = ['aurora', 'mosaic', 'pipes', 'halftone', 'ledger', 'figure'] as const;
export type DesignName = (typeof designNames)[number];

export function isDesignName(name: string): name is DesignName {
  return designNames.some((known) => known === name);
}
