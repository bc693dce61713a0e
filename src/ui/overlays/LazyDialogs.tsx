/** The dialogs, each a file of its own that is fetched when it is first asked for. */
import type { ComponentType } from 'react';
import { type LazyPart, lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import type { DialogName } from '../store';

interface DialogProps {
  readonly onClose: () => void;
}
type Part = ComponentType<DialogProps>;

const PARTS = {
  machine: lazyPart<Part>(
    'What is known of your machine',
    async () => (await import('./MachineDialog')).MachineDialog,
  ),
  about: lazyPart<Part>('The licences', async () => (await import('./AboutDialog')).AboutDialog),
  'add-model': lazyPart<Part>(
    'The list of models',
    async () => (await import('./AddModelDrawer')).AddModelDrawer,
  ),
  keys: lazyPart<Part>('The list of keys', async () => (await import('./KeysDialog')).KeysDialog),
  'custom-model': lazyPart<Part>(
    'The sheet of the model',
    async () => (await import('../custom/CustomModelDialog')).CustomModelDialog,
  ),
  policies: lazyPart<Part>(
    'The table of policies',
    async () => (await import('../scheduling/PoliciesDialog')).PoliciesDialog,
  ),
  'own-policy': lazyPart<Part>(
    'The editor of policies',
    async () => (await import('../scheduling/OwnPolicyDialog')).OwnPolicyDialog,
  ),
  runs: lazyPart<Part>('The history', async () => (await import('../evidence/RunsDialog')).RunsDialog),
  kernels: lazyPart<Part>(
    'The table of kernels',
    async () => (await import('../gpu/KernelsDialog')).KernelsDialog,
  ),
  offline: lazyPart<Part>(
    'What is kept for offline',
    async () => (await import('../offline/OfflineDialog')).OfflineDialog,
  ),
  privacy: lazyPart<Part>(
    'The list of what this browser keeps',
    async () => (await import('../privacy/PrivacyDialog')).PrivacyDialog,
  ),
  share: lazyPart<Part>('The link', async () => (await import('../share/ShareDialog')).ShareDialog),
} as const satisfies Readonly<Record<DialogName, LazyPart<Part>>>;

export function LazyDialog({ name, onClose }: DialogProps & { readonly name: DialogName }) {
  const Open = useLazyPart(PARTS[name], true, onClose);
  return Open === null ? null : <Open onClose={onClose} />;
}
