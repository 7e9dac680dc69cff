import { close, open, read, readFile } from 'node:fs';

// Callbacks: promises cost half as much again, which counts for thousands of files.

/** A whole file on this computer. */
export function readWhole(path: string): Promise<Uint8Array> {
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
      read(file, new Uint8Array(length), 0, length, 0, (readError, count, bytes) => {
        close(file, () => {
          if (readError) reject(readError);
          else resolve(bytes.subarray(0, count));
        });
      });
    });
  });
}
