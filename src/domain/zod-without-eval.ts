/**
 * The policy forbids code made of text. zod tries it once before its first object, and Firefox tells the refusal as an error of
 * the page: here it is told not to try. For every entry whose thread reads documents; it must be imported before the first is.
 */
import { config } from 'zod';

config({ jitless: true });
