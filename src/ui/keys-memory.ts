/** Whether single keys act, as this browser remembers it: they do unless somebody turned them off. */
import { LOCAL_KEYS } from '../protocol/storage-names';
import { recalled, remember } from './remembered-text';

export const rememberedKeysOn = (): boolean => recalled(LOCAL_KEYS.singleKeys) !== 'off';

export const rememberKeysOn = (on: boolean): boolean => remember(LOCAL_KEYS.singleKeys, on ? 'on' : 'off');
