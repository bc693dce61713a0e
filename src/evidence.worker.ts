/** Entry of the evidence worker: files, plots, history and comparisons, away from whatever is being measured. */
import { serveEvidence } from './evidence/serve-evidence';

serveEvidence(self);
