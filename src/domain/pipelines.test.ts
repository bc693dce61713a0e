import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { customModel } from '../testing/builders';
import { catalogSchema, type Model } from './model';
import { checkPipelines, feeds, possibleDependants } from './pipelines';

const path = new URL('../../public/models/catalog.json', import.meta.url);
const { models } = catalogSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const byId = new Map<string, Model>(models.map((model) => [model.id, model]));
const named = (id: string): Model => {
  const model = byId.get(id);
  if (model === undefined) throw new Error(`the catalog has no ${id}`);
  return model;
};
const FITS: Readonly<Record<string, readonly string[]>> = {
  'face-detection': ['facemesh', 'emotion', 'iris', 'faceres'],
  'face-landmarks': ['facemesh', 'emotion', 'iris', 'faceres'],
  'hand-detection': ['handlandmark-lite', 'handlandmark-full'],
  'hand-tracking': ['handlandmark-lite', 'handlandmark-full'],
  'object-detection': [
    'movenet-lightning',
    'movenet-thunder',
    'blazepose-lite',
    'blazepose-full',
    'blazepose-heavy',
    'esrgan-slim',
    'esrgan-medium',
  ],
};

describe('what a model finds', () => {
  it.each(models)('of $id feeds those that look at such things, and nobody else', (upstream) => {
    const fitting = possibleDependants(upstream, models).map(({ id }) => id);
    expect(fitting).toEqual(FITS[upstream.task] ?? []);
  });

  it('makes every sequence possible that the catalog promises', () => {
    expect(feeds(named('blazeface'), named('facemesh'))).toBeNull();
    expect(feeds(named('facemesh'), named('iris'))).toBeNull();
    expect(feeds(named('handtrack'), named('handlandmark-lite'))).toBeNull();
    expect(feeds(named('coco-ssd'), named('movenet-lightning'))).toBeNull();
  });

  it('says what one finds and the other wants where that is not the same', () => {
    expect(feeds(named('blazeface'), named('handlandmark-lite'))).toMatch(
      /looks at a hand, and BlazeFace finds a face or the eyes of a face\.$/,
    );
    expect(feeds(named('blazeface'), named('selfie'))).toContain('looks at the whole picture');
    expect(feeds(named('blazeface'), named('basic-pitch'))).toContain('listens');
    expect(feeds(named('emotion'), named('iris'))).toContain(
      'finds nothing that another model could look at',
    );
  });

  it('is not known of a model that somebody brought, and nobody knows what to feed it', () => {
    expect(feeds(customModel(), named('facemesh'))).toContain('is not known');
    expect(feeds(named('blazeface'), customModel())).toContain('fed by its own settings');
  });
});

describe('the dependencies of a scenario', () => {
  const tenants = [
    { id: 'faces', modelId: 'blazeface' },
    { id: 'mesh', modelId: 'facemesh', dependsOn: { tenantId: 'faces', probability: 1, fanOut: 1 } },
    { id: 'hands', modelId: 'handlandmark-lite', dependsOn: { tenantId: 'mesh', probability: 1, fanOut: 1 } },
  ];

  it('are named where they do not fit, with what to do', () => {
    const troubles = checkPipelines(tenants, (id) => byId.get(id));
    expect(troubles.map(({ tenantId }) => tenantId)).toEqual(['hands']);
    expect(troubles[0]?.message).toMatch(/^hands cannot depend on mesh\. .+ Choose another cause/);
  });

  it('are not judged while a model is not known', () => {
    expect(checkPipelines(tenants, () => undefined)).toEqual([]);
  });
});
