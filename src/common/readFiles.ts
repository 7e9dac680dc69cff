import { close, open, read, readFile } from 'node:fs';

// Callbacks: promises cost half as much again, which counts for thousands of files.

/** Most posts are shorter. What a read of so many bytes does not fill is the whole file, and its size need not be asked for. */
const usualLength = 8 * 1024;

/** A whole file on this computer. */
export async function readWhole(path: string): Promise<Uint8Array> {
  const head = await readHead(path, usualLength);
  if (head.length < usualLength) return head;
  return new Promise((resolve, reject) => {
    readFile(path, (error, bytes) => {
      if (error) reject(error);
      else resolve(bytes);
    });
  });
}

/** The first bytes of a file on this computer, at most `length`. */
export function readHead(path: string, length: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    open(path, (openError, file) => {
      if (openError) {
        reject(openError);
        return;
      }
      read(file, Buffer.allocUnsafe(length), 0, length, 0, (readError, count, bytes) => {
        close(file, () => {
          if (readError) reject(readError);
          else resolve(bytes.subarray(0, count));
        });
      });
    });
  });
}
