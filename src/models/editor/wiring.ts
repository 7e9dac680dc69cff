import { readSettings } from '../../editor/settings.js';
import { falKeyOrigin } from '../choice.js';
import type { ImageModel } from '../imageModel.js';
import { lazy } from '../lazy.js';
import type { TextPrices, UnitPrices } from '../prices.js';
import type { TextModel } from '../textModel.js';
import type { Keys } from './keys.js';
import { Models } from './models.js';

export interface ModelSources {
  readonly keys: Keys;
  readonly builtinText: TextModel;
  readonly builtinImage: ImageModel;
  /** Where looked-up prices are kept. */
  readonly priceFolder: string;
}

/** Joins the adapters with settings, keys and prices. Each of them loads when it is first asked for. */
export function openModels({ keys, builtinText, builtinImage, priceFolder }: ModelSources): Models {
  const units = lazy(() => openUnitPrices(keys, priceFolder));
  return new Models({
    keys,
    builtinText,
    builtinImage,
    prices: { text: openTextPrices, units },
    openaiText: async (choice) => {
      const [{ openaiTextModel }, prices] = await Promise.all([import('../openai/textModel.js'), openTextPrices()]);
      return openaiTextModel({ ...choice, prices });
    },
    falImage: async (choice) => {
      const [{ falImageModel }, prices] = await Promise.all([import('../fal/imageModel.js'), units()]);
      return falImageModel({ ...choice, prices });
    },
    falVideo: async (choice) => {
      const [{ falVideoModel }, prices] = await Promise.all([import('../fal/videoModel.js'), units()]);
      return falVideoModel({ ...choice, prices });
    },
  });
}

async function openTextPrices(): Promise<TextPrices> {
  const [{ textPrices }, { readPriceOverrides }] = await Promise.all([import('../priceSources/textPrices.js'), import('../priceSources/overrides.js')]);
  return textPrices({ overrides: () => readPriceOverrides(readSettings().prices).overrides });
}

async function openUnitPrices(keys: Keys, folder: string): Promise<UnitPrices> {
  const [{ falPrices }, { readPriceOverrides }] = await Promise.all([import('../priceSources/falPrices.js'), import('../priceSources/overrides.js')]);
  return falPrices({
    endpoint: () => readSettings().falEndpoint || undefined,
    apiKey: () => keys.get('fal', falKeyOrigin(readSettings().falEndpoint)),
    overrides: () => readPriceOverrides(readSettings().prices).overrides,
    folder,
  });
}
