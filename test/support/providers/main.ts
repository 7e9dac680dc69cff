import { parseArgs } from 'node:util';
import { startFalServer, type FalServer } from './falServer.js';
import { flavours, isFlavourName, type FlavourName } from './openaiFlavours.js';
import { startOpenaiServer, type OpenaiServer } from './openaiServer.js';

const usage = `npm run providers -- [--port 8801] [--flavour openai] [--fast]

Runs a text server on the port and a fal server on the next one, on this computer only, until Ctrl+C.
--flavour  ${Object.keys(flavours).join(', ')}
--fast     no waiting times`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8801' },
    flavour: { type: 'string', default: 'openai' },
    fast: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const port = Number(values.port);

if (values.help || !isFlavourName(values.flavour) || !Number.isInteger(port) || port < 1 || port > 65_534) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else {
  try {
    await run(port, values.flavour, values.fast);
  } catch (error) {
    console.error(`Could not start the servers: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

async function run(firstPort: number, flavour: FlavourName, isFast: boolean): Promise<void> {
  const text = await startOpenaiServer({ port: firstPort, flavour, answer: isFast ? {} : { firstMs: 300, chunkMs: 25 } });
  const fal = await startFalServer({ port: firstPort + 1, pictureScale: 0.5, job: isFast ? {} : { queuedMs: 1500, runningMs: 4000 } });
  console.log(introduction(text, fal));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void Promise.all([text.close(), fal.close()]);
    });
  }
}

function introduction(text: OpenaiServer, fal: FalServer): string {
  const settings = {
    'galley.text.provider': 'openai',
    'galley.text.baseUrl': text.baseUrl,
    'galley.text.model': text.flavour.models[0],
    'galley.image.provider': 'fal',
    'galley.fal.endpoint': fal.origin,
  };
  return `Text server (${text.flavour.name}): ${text.baseUrl}
fal server (queue, platform, files): ${fal.origin}
Nothing leaves this computer and nothing costs money. Ctrl+C ends both.

User settings of VS Code (the endpoints are machine settings, so not in a workspace):
${JSON.stringify(settings, undefined, 2)}

Keys, for the command "Galley: Set API Key...":
  openai  ${text.key}${text.flavour.checksKey ? '' : '   (any will do)'}
  fal     ${fal.key}

What can go wrong, and what did happen:
  curl ${fal.origin}/_control               operations and faults, by name
  curl -X POST '${fal.origin}/_control/fault?on=submit&name=reset-after-body'
  curl -X POST '${fal.origin}/_control/fault?on=status&name=503&times=3'
  curl -X POST '${text.origin}/_control/fault?on=chat&name=stalled-stream&times=always'
  curl -X POST ${text.origin}/_control/answer -d '{"text": "What the model says from now on"}'
  curl -X POST ${fal.origin}/_control/clear      back to normal
  curl ${fal.origin}/_control/state              jobs taken, units billed
  curl ${fal.origin}/_control/requests           every request received
  curl -X POST '${fal.origin}/_control/finish?id=REQUEST_ID'   completes a job now`;
}
