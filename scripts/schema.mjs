/** The published JSON Schema of a scenario, generated from `src/domain/scenario.ts` so that the two cannot differ. */
import { createServer } from 'vite';
import { PROJECT } from './bootstrap.mjs';

export const SCHEMA_PATH = 'public/scenario.schema.json';

/** @returns {Promise<string>} the document, ending in a newline */
export async function generateSchema() {
  // Vite reads TypeScript without a build; nothing is served.
  const vite = await createServer({
    root: PROJECT,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { scenarioSchema } = await vite.ssrLoadModule('/src/domain/scenario.ts');
    const { z } = await vite.ssrLoadModule('zod');
    const schema = z.toJSONSchema(scenarioSchema, { io: 'input' });
    const document = {
      $schema: schema.$schema,
      title: 'Scenario of the Multi-DNN Playground',
      description:
        'Tenants, executors, input and seed of a run. The app also checks that ids are unique, that each executorId exists, that each modelId is in its catalog, and that a next-frame deadline stands beside a periodic workload.',
      ...schema,
      properties: {
        $schema: { type: 'string', description: 'Where this schema stands, for editors.' },
        ...schema.properties,
      },
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  } finally {
    await vite.close();
  }
}
