import { page } from '../web/page';
import type { Workshop } from '../workshops';
import type { FigureTable, Report, Section } from './report';

/** A report as its view draws it: charts are drawn already. */
export interface DrawnReport extends Omit<Report, 'sections'> {
  readonly sections: readonly (Omit<Section, 'tables'> & {
    readonly tables: readonly (Pick<FigureTable, 'caption' | 'folded'> & {
      readonly chartHtml: string;
      readonly tableHtml: string;
    })[];
  })[];
}

export const workshopReportPage = page<{
  workshop: Workshop;
  report: DrawnReport;
  /** Whoever ran the workshop may also have the files with everything. */
  own: boolean;
}>('reports/workshop');

export const programmePage = page<{ report: DrawnReport }>('reports/programme');
