import type { UnitPrice } from '../prices.js';

const usd = (perUsd: number, unit: string, asOf: string): UnitPrice => ({ perUnit: Math.round(perUsd * 1_000_000), unit, asOf, origin: 'bundled' });

/**
 * fal's public prices for those without a key or a network: never for the bill, and shown with their date.
 * Where a price depends on options, the one of the endpoint's defaults.
 */
export const bundledFalPrices: ReadonlyMap<string, UnitPrice> = new Map([
  ['fal-ai/flux-pro/v1.1-ultra', usd(0.06, 'image', '2026-11-22')],
  ['fal-ai/flux/schnell', usd(0.003, 'megapixels', '2026-11-22')],
  ['fal-ai/nano-banana', usd(0.0398, 'image', '2026-09-20')],
  ['fal-ai/qwen-image', usd(0.02, 'megapixels', '2026-09-20')],
  ['fal-ai/veo3', usd(0.4, 'second', '2026-09-20')],
  ['fal-ai/veo3/fast', usd(0.15, 'second', '2026-11-22')],
  ['fal-ai/kling-video/v2.5-turbo/pro/text-to-video', usd(0.07, 'second', '2026-09-20')],
]);
