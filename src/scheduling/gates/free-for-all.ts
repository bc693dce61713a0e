/** No gate: executors of one device race for it, and the driver or the operating system decides. */
import type { Gate } from '../gate';

export const createFreeForAll = (): Gate => ({ mayIssue: () => true, issued: () => {}, ended: () => {} });
