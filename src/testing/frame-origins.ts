/** What names an origin in a frame's address and what does not: page and server are tested on the same. */

export const ORIGINS = ['https://slides.example', 'http://localhost:8000', 'http://127.0.0.1:5173'];
export const NO_ORIGINS = [
  '*',
  'https://*',
  'https://*.example',
  "'self'",
  'https://a.example/',
  'https://a.example/path',
  'https://a.example; script-src *',
  'https://a.example;',
  'https://a.example https://b.example',
  'https://a.example\r\nSet-Cookie: x',
  'https://user@a.example',
  'https://a.example:443443',
  'HTTPS://A.EXAMPLE',
  'data:',
  'null',
  'ftp://a.example',
  '',
];
