import { SetupError } from './say.mjs';

const oldest = [20, 19];

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new SetupError(`Galley needs Node ${oldest.join('.')} or newer; this is Node ${version}. Install a newer one.`);
}
