import assert from 'node:assert/strict';
import { imageInput } from '../../../../src/models/fal/imageInput.js';
import { videoInput } from '../../../../src/models/fal/videoInput.js';
import { aspectRatios, type AspectRatio } from '../../../../src/models/imageModel.js';

describe('what a model at fal is asked', () => {
  const image = (model: string, aspectRatio: AspectRatio) => imageInput(model, { prompt: 'p', seed: 7, aspectRatio }).input;
  const images: readonly (readonly [string, AspectRatio, object])[] = [
    ['fal-ai/flux-pro/v1.1-ultra', '9:16', { prompt: 'p', aspect_ratio: '9:16', num_images: 1, output_format: 'png', seed: 7 }],
    ['fal-ai/flux-pro/v1.1-ultra', '1200:630', { prompt: 'p', aspect_ratio: '16:9', num_images: 1, output_format: 'png', seed: 7 }],
    ['fal-ai/nano-banana', '4:5', { prompt: 'p', aspect_ratio: '4:5', num_images: 1, output_format: 'png', seed: 7 }],
    ['google/nano-banana-2.1', '16:9', { prompt: 'p', aspect_ratio: '16:9', num_images: 1, output_format: 'png', seed: 7 }],
    ['openai/gpt-image-2', '16:9', { prompt: 'p', image_size: '1536x1024', num_images: 1, output_format: 'png' }],
    ['fal-ai/gpt-image-1.5', '4:5', { prompt: 'p', image_size: '1024x1536', num_images: 1, output_format: 'png' }],
    ['fal-ai/flux/dev', '1:1', { prompt: 'p', image_size: { width: 992, height: 992 }, output_format: 'png', seed: 7 }],
    ['fal-ai/flux/dev', '1200:630', { prompt: 'p', image_size: { width: 1376, height: 720 }, output_format: 'png', seed: 7 }],
    ['fal-ai/imagen4/preview', '1200:630', { prompt: 'p', aspect_ratio: '16:9', num_images: 1, output_format: 'png', seed: 7 }],
    ['someone/new-model', '4:5', { prompt: 'p', aspect_ratio: '4:5' }],
    ['someone/new-model', '1200:630', { prompt: 'p', aspect_ratio: '16:9' }],
  ];
  for (const [model, ratio, input] of images) it(`${model} for ${ratio}`, () => { assert.deepEqual(image(model, ratio), input); });

  it('pictures in megapixels stay within one, in every shape', () => {
    for (const ratio of [...aspectRatios, '1:9', '9:1', '0:0'] as const) {
      const { image_size: size } = image('fal-ai/flux/dev', ratio) as { image_size: { width: number; height: number } };
      assert.ok(size.width * size.height <= 1e6 && size.width * size.height > 8e5, ratio);
      assert.ok(size.width % 16 === 0 && size.height % 16 === 0);
    }
  });

  const clip = (model: string, aspectRatio: AspectRatio, seconds: number | undefined, sound = true) =>
    videoInput(model, { prompt: 'p', aspectRatio, seconds, seed: undefined }, sound);
  const clips: readonly (readonly [string, AspectRatio, number | undefined, object, number | undefined])[] = [
    ['fal-ai/veo3', '16:9', undefined, { prompt: 'p', aspect_ratio: '16:9', duration: '8s', generate_audio: true }, 8],
    ['fal-ai/veo3/fast', '4:5', 5, { prompt: 'p', aspect_ratio: '9:16', duration: '4s', generate_audio: true }, 4],
    ['fal-ai/veo3.1', '9:16', 60, { prompt: 'p', aspect_ratio: '9:16', duration: '8s', generate_audio: true }, 8],
    ['fal-ai/kling-video/v2.5-turbo/pro/text-to-video', '1:1', 8, { prompt: 'p', aspect_ratio: '1:1', duration: '10' }, 10],
    ['fal-ai/kling-video/v3/pro/text-to-video', '16:9', 8, { prompt: 'p', aspect_ratio: '16:9', duration: '8', generate_audio: true }, 8],
    ['someone/new-clips', '16:9', 8, { prompt: 'p', aspect_ratio: '16:9' }, undefined],
  ];
  for (const [model, ratio, wanted, input, seconds] of clips) {
    it(`${model} for ${ratio}, ${wanted ?? 'any'} s`, () => {
      const asked = clip(model, ratio, wanted);
      assert.deepEqual(asked.input, input);
      assert.equal(asked.seconds, seconds);
    });
  }

  it('silent where that was chosen', () => {
    assert.equal(clip('fal-ai/veo3', '16:9', 8, false).input['generate_audio'], false);
  });
});
