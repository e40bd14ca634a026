import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';

/** `node nodemailer-loop.ts PORT`: one e-mail after another to the addresses on stdin, a JSON list. */
const transport = createTransport({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  pool: true,
  maxConnections: 1,
  ignoreTLS: true,
});
const { addresses, subject, html } = JSON.parse(await text(process.stdin)) as {
  addresses: string[];
  subject: string;
  html: string;
};
for (const to of addresses) {
  await transport.sendMail({ from: 'Elena <elena@mail.rex-bench.example>', to, subject, html });
}
transport.close();
