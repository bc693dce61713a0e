/**
 * Whether a file is evidence (a run or an experiment that was exported, or a trace of another tool) rather than a model,
 * told by the first bytes of it: however large it is, no more is read. Names decide only where the head does not.
 */

/** Bytes that are looked at. A document's own fields come before its long lists. */
const HEAD_BYTES = 65_536;

const EVIDENCE_NAME = /\.(run|experiment)\.json(\.gz)?$/i;
const JSON_NAME = /\.json(\.gz)?$/i;
/** Fields of TensorFlow.js's `model.json`. */
const MODEL_FIELDS = ['modelTopology', 'weightsManifest'];
/** Fields of what was exported here, and of Chrome's traces: the latter is refused by name, not taken for a model. */
const EVIDENCE_FIELDS = ['schemaVersion', 'traceEvents'];

interface Looked {
  readonly path: string;
  readonly type: string;
  readonly blob: Blob;
}

/** Whether every one of them is evidence: a model comes with files beside it. */
export async function allEvidence(files: readonly Looked[]): Promise<boolean> {
  if (files.length === 0 || !files.every(mayBeJson)) return false;
  for (const { path, blob } of files) if (!isEvidence(await headOf(blob), path)) return false;
  return true;
}

const mayBeJson = ({ path, type }: Looked): boolean => JSON_NAME.test(path) || type === 'application/json';

/** Pure. @param head the beginning of the text. */
export function isEvidence(head: string, path: string): boolean {
  const fields = outerFields(head);
  if (MODEL_FIELDS.some((field) => fields.includes(field))) return false;
  return EVIDENCE_FIELDS.some((field) => fields.includes(field)) || EVIDENCE_NAME.test(path);
}

/** Text of the first bytes, unpacked when they are gzip; empty when they are neither. */
async function headOf(blob: Blob): Promise<string> {
  const head = blob.slice(0, HEAD_BYTES);
  const [first, second] = new Uint8Array(await head.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return head.text();
  const reader = head
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  try {
    while (text.length < HEAD_BYTES) {
      const { value, done } = await reader.read();
      if (done) break;
      text += value;
    }
  } catch {
    // It ends in the middle, as the head of a longer file does: what came before counts.
  }
  await reader.cancel().catch(() => {});
  return text;
}

/** Names of the fields of the outermost object, as far as the text goes; none when it is no object. */
function outerFields(text: string): readonly string[] {
  const fields: string[] = [];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && token.endsWith(':')) fields.push(token.slice(1, token.lastIndexOf('"')));
  }
  return /^\uFEFF?\s*\{/.test(text) ? fields : [];
}
