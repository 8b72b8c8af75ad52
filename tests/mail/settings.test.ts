import { ConfigRefused, readConfig } from '../../src/config';

const mail = { SMTP_URL: 'smtp://user:hidden@mail.example', MAIL_FROM: 'Training <training@example.org>' };

describe('the settings of mail', () => {
  it('are a server, a sender and the address where links lead', () => {
    const { mail: settings } = readConfig([], { ...mail, TITIAN_URL: 'https://training.example/' });
    expect(settings).toEqual({
      smtpUrl: mail.SMTP_URL,
      from: mail.MAIL_FROM,
      publicUrl: 'https://training.example',
    });
    expect(readConfig([], {}).mail).toBeUndefined();
  });

  it('are refused whole when one is missing, and never shown: they hold a password', () => {
    const refused = (env: Record<string, string>): string => {
      try {
        readConfig([], env);
        return '';
      } catch (error) {
        return error instanceof ConfigRefused ? error.message : String(error);
      }
    };
    expect(refused({ SMTP_URL: mail.SMTP_URL })).toMatch(/MAIL_FROM.*\n.*TITIAN_URL/);
    expect(refused({ ...mail, SMTP_URL: 'http://user:hidden@mail.example' })).toContain('SMTP_URL');
    expect(refused({ ...mail, SMTP_URL: 'http://user:hidden@mail.example' })).not.toContain('hidden');
    expect(refused({ ...mail, MAIL_FROM: 'x@y\r\nBcc: z@y', TITIAN_URL: 'https://t.example' })).toContain('MAIL_FROM');
  });
});
