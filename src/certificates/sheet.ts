import type { CertificateSheet, CertificateSheets } from '../print';
import { dayInWords, daysInWords } from '../workshops';
import type { Words } from '../words';
import type { Certificate } from './certificate';

/** The facts of a certificate as label and value: printed on the paper, repeated by the verify page, word for word. */
export function factLines(certificate: Certificate, t: Words): { label: string; value: string }[] {
  const { facts } = certificate;
  return [
    { label: t('certificate.name'), value: facts.name },
    ...(facts.represents ? [{ label: t('certificate.represents'), value: facts.represents }] : []),
    { label: t('certificate.workshop'), value: facts.workshop },
    { label: t('certificate.venue'), value: facts.venue },
    { label: t('certificate.dates'), value: daysInWords(facts, t.locale) },
    {
      label: t('certificate.attendance'),
      value: t('certificate.attended', { present: facts.present, halfDays: facts.halfDays }),
    },
    { label: t('certificate.publication'), value: facts.publication },
    { label: t('certificate.issuedOn'), value: dayInWords(facts.issuedOn, t.locale, 'long') },
    ...(facts.signatories ?? []).map(({ name, role }) => ({
      label: t('certificate.signedBy'),
      value: role ? t('certificate.signedAs', { name, role }) : name,
    })),
    { label: t('certificate.number'), value: certificate.number },
  ];
}

/** How a certificate can be checked: at an address, and by the signed text that stands behind it in the QR code. */
export interface Proof {
  readonly verifyUrl: string;
  readonly signedText: string;
}

/** The certificate as it is printed. `example` says on its face that its people are made up. */
export function sheetOf(certificate: Certificate, t: Words, proof: Proof, example: boolean): CertificateSheet {
  const { facts, number } = certificate;
  const { verifyUrl, signedText } = proof;
  const signed = (facts.signatories ?? []).length > 0 ? facts.signatories : undefined;
  const onFace = new Set([t('certificate.name'), t('certificate.number'), t('certificate.signedBy')]);
  return {
    kind: 'certificate',
    title: t('certificate.fileTitle', { name: facts.name }),
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper: 'A4',
    day: facts.issuedOn,
    programme: t('product.programme'),
    heading: t('certificate.heading'),
    lead: t('certificate.lead'),
    name: facts.name,
    statement: [t('certificate.statement')],
    facts: factLines(certificate, t).filter((line) => !onFace.has(line.label)),
    signatures: signed ?? [{ name: '', role: t('certificate.signFacilitator') }],
    number: { label: t('certificate.number'), value: number },
    verify: { label: t('certificate.verifyHow'), url: verifyUrl, code: `${verifyUrl}#${signedText}` },
    ...(example && { notice: t('page.example') }),
  };
}

/** Many certificates as one file, a page each: for the printer. */
export function sheetsOf(title: string, sheets: readonly [CertificateSheet, ...CertificateSheet[]]): CertificateSheets {
  const { author, language, direction, paper, day } = sheets[0];
  return { kind: 'certificates', title, author, language, direction, paper, day, sheets };
}
