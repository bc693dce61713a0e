/** Entry of the evidence worker: files, plots, history and comparisons, away from whatever is being measured. */
import './domain/zod-without-eval';
import { serveEvidence } from './evidence/serve-evidence';

serveEvidence(self);
