import { describe, expect, it } from 'vitest';
import { allEvidence, isEvidence } from './evidence-head';

const RUN = '{"schemaVersion":1,"scenario":{"name":"test"},"provenance":{}';
const MODEL = '{"format":"graph-model","modelTopology":{"schemaVersion":1},"weightsManifest":[]}';

const file = (path: string, content: BlobPart, type = '') => ({ path, type, blob: new Blob([content]) });

async function gzipped(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

describe('the head of a file', () => {
  it('tells an export by its own fields, whatever it is called', () => {
    expect(isEvidence(RUN, 'renamed.json')).toBe(true);
    expect(isEvidence(`\uFEFF\n${RUN}`, 'renamed.json')).toBe(true);
  });

  it('leaves a model a model, also with an export’s name and with such fields further inside', () => {
    expect(isEvidence(MODEL, 'model.json')).toBe(false);
    expect(isEvidence(MODEL, 'my.run.json')).toBe(false);
    expect(isEvidence('{"a":{"schemaVersion":1}}', 'model.json')).toBe(false);
    expect(isEvidence('{"labels":"\\"schemaVersion\\":1"}', 'labels.json')).toBe(false);
  });

  it('takes a trace of another tool for evidence, so that it is named and not called a broken model', () => {
    expect(isEvidence('{"traceEvents":[', 'trace.json')).toBe(true);
  });

  it('goes by the name where the text says nothing', () => {
    expect(isEvidence('{"broken', 'a.run.json')).toBe(true);
    expect(isEvidence('', 'a.experiment.json.gz')).toBe(true);
    expect(isEvidence('{"broken', 'a.json')).toBe(false);
  });
});

describe('dropped files', () => {
  it('are evidence when each of them is', async () => {
    expect(await allEvidence([file('a.json', RUN), file('b.json', RUN)])).toBe(true);
    expect(await allEvidence([file('a.json', RUN), file('model.json', MODEL)])).toBe(false);
    expect(await allEvidence([file('a.json', RUN), file('shard.bin', 'x')])).toBe(false);
    expect(await allEvidence([])).toBe(false);
  });

  it('are looked into when they are gzip, also of more than the head', async () => {
    // Numbers that do not compress: the head of the archive ends in the middle of them.
    let seed = 1;
    const noise = Array.from({ length: 40_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    });
    const packed = await gzipped(`${RUN},"noise":${JSON.stringify(noise)}}`);
    expect(packed.byteLength).toBeGreaterThan(65_536);
    expect(await allEvidence([file('x.json.gz', packed)])).toBe(true);
    expect(await allEvidence([file('model.json.gz', await gzipped(MODEL))])).toBe(false);
  });

  it('are read no further than their heads', async () => {
    const large = new Blob([RUN, new Uint8Array(50_000_000)]);
    const read: number[] = [];
    const slice = large.slice.bind(large);
    large.slice = (from, to, type) => {
      read.push((to ?? large.size) - (from ?? 0));
      return slice(from, to, type);
    };
    expect(await allEvidence([{ path: 'large.run.json', type: '', blob: large }])).toBe(true);
    expect(read.every((bytes) => bytes <= 65_536)).toBe(true);
  });
});
