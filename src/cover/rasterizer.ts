import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Draws SVG. The one place that knows the renderer. */
export interface Rasterizer {
  /** PNG bytes. `width` scales the picture; by default it has the size the SVG states. */
  png(svg: string, width?: number): Uint8Array;
  /** Width in em of a text's ink, in the units of an SVG of that text at 1,000 px per em. */
  inkWidth(svg: string): number;
}

/** Loads the renderer into this thread; `initWasm` may run once per thread only. */
export async function loadRasterizer(wasm: Uint8Array<ArrayBuffer>): Promise<void> {
  await initWasm(wasm);
}

/** `loadRasterizer` must have finished. System fonts are never read by the renderer itself, nor anything else from outside. */
export function createRasterizer(fonts: readonly Uint8Array[], defaultFamily: string): Rasterizer {
  const font = { fontBuffers: [...fonts], loadSystemFonts: false, defaultFontFamily: defaultFamily };
  return {
    png(svg, width) {
      const drawing = new Resvg(svg, { font, ...(width === undefined ? {} : { fitTo: { mode: 'width' as const, value: width } }) });
      try {
        const image = drawing.render();
        try {
          return image.asPng();
        } finally {
          image.free();
        }
      } finally {
        drawing.free();
      }
    },
    inkWidth(svg) {
      const drawing = new Resvg(svg, { font });
      try {
        const box = drawing.getBBox();
        const width = box?.width ?? 0;
        box?.free();
        return width;
      } finally {
        drawing.free();
      }
    },
  };
}
