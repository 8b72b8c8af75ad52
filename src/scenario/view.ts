import type { Content, Inline } from '../prose';
import type { Block, Case, Choice, Field, Id } from './case';
import { openValues } from './form-values';
import { momentOf } from './moment';
import { offersTo, sceneOf } from './offers';
import type { Arrival, KnownFact, Offer, OfferedField, RequestView, RoleView, SceneView } from './role-view';
import { counterOf, deskOf, documentsOf, holds, knownTo, type Sight, slotOf } from './sight';
import { isLastRound } from './step';
import type { Known, News, Slot, SlotStatus, State } from './state';

/** All that one role may see of a run. Nothing else of a case or a state is ever rendered for a player. */
export function view(case_: Case, state: State, role: Id): RoleView {
  const sight: Sight = { case: case_, state, role };
  const seat = case_.roles.find((each) => each.id === role);
  const desk = deskOf(sight);
  if (!seat || !desk) throw new RangeError(`The case has no role "${role}".`);
  const phase = case_.phases.find((each) => each.id === state.phase);
  const ending = case_.endings.find((each) => each.id === state.ending);
  const slots = { ...state.world.slots, ...desk.slots };
  const requests = Object.keys(slots).flatMap((id) => requestView(sight, id));
  return {
    role: { id: seat.id, name: seat.name, agency: seat.agency, country: seat.country },
    powers: seat.powers,
    briefing: readable(seat.briefing, sight),
    phase: { id: state.phase, title: phase?.title ?? '', text: readable(phase?.text ?? [], sight) },
    round: state.round,
    rounds: phase?.rounds ?? 1,
    clock: momentOf(case_, state.clock + desk.spent),
    status: state.ending !== null ? 'ended' : desk.at === null ? 'waiting' : 'deciding',
    knows: case_.facts.flatMap((fact) => knownFact(sight, fact.id)),
    holds: case_.documents
      .filter((each) => documentsOf(sight, role).includes(each.id))
      .map((each) => ({ id: each.id, title: each.title, body: readable(each.body, sight) })),
    sent: requests.filter((each) => each.from.id === role),
    received: requests.filter((each) => each.to.id === role),
    arrived: (state.news[role] ?? []).flatMap((news) => arrival(sight, news)),
    board: board(sight),
    feedback: feedback(sight, desk.feedback),
    scene: sceneView(sight),
    ending: ending ? { id: ending.id, title: ending.title, quality: ending.quality, text: ending.text } : null,
  };
}

function knownFact(sight: Sight, id: Id): KnownFact[] {
  const known = knownOf(sight, id);
  const fact = sight.case.facts.find((each) => each.id === id);
  if (!known || !fact) return [];
  const handling = sight.case.handling.find((each) => each.id === fact.handling);
  const later = sight.case.facts.find((each) => each.supersedes === id && knownOf(sight, each.id) !== undefined);
  return [
    {
      id,
      text: fact.text,
      level: fact.levels[known.level - 1] ?? '',
      grade: deskOf(sight)?.grades[id] ?? known.grade ?? null,
      handling: handling ? { id: handling.id, name: handling.name } : null,
      from: known.from,
      fromName: sight.case.roles.find((role) => role.id === known.from)?.name ?? null,
      since: momentOf(sight.case, known.at),
      supersededBy: later?.id ?? null,
    },
  ];
}

function knownOf(sight: Sight, fact: Id): Known | undefined {
  return sight.role === null ? undefined : knownTo(sight, sight.role, fact);
}

/** A request as its sender or its addressee sees it; nobody else sees it, and the addressee only once it is there. */
function requestView(sight: Sight, id: Id): RequestView[] {
  const slot = slotOf(sight, id);
  if (!slot || sight.role === null) return [];
  if (slot.from !== sight.role && (slot.to !== sight.role || slot.status === 'sent')) return [];
  const { case: case_ } = sight;
  const choice = case_.scenes.flatMap((scene) => scene.choices).find((each) => each.id === id);
  const role = (wanted: Id): RequestView['from'] => ({
    id: wanted,
    name: case_.roles.find((each) => each.id === wanted)?.name ?? wanted,
  });
  const channel = case_.channels.find((each) => each.id === slot.channel);
  return [
    {
      id,
      label: choice?.label ?? id,
      from: role(slot.from),
      to: role(slot.to),
      channel: channel ? { id: channel.id, name: channel.name } : null,
      asks: slot.asks.map((fact) => ({ id: fact, question: questionOf(case_, fact) })),
      fields: choice?.form?.fields.flatMap((field) => fieldValues(field, slot)) ?? [],
      status: statusFor(sight, id, slot),
      sentAt: momentOf(case_, slot.sentAt),
      arrivesAt: momentOf(case_, slot.arrivesAt),
      lapsesAt: slot.lapsesAt === null ? null : momentOf(case_, slot.lapsesAt),
      closedAt: slot.closedAt === null ? null : momentOf(case_, slot.closedAt),
    },
  ];
}

/** The addressee knows what it has sent back before the other side does; the sender cannot know of the arrival itself. */
function statusFor(sight: Sight, id: Id, slot: Slot): SlotStatus {
  if (slot.to !== sight.role) return slot.status;
  return deskOf(sight)?.replies[id]?.status ?? slot.reply?.status ?? slot.status;
}

function fieldValues(field: Field, slot: Slot): RequestView['fields'] {
  if (['to', 'channel', 'asks', 'gives'].includes(field.name) || field.type === 'text') return [];
  const value = slot.values[field.name] ?? [];
  const values = typeof value === 'string' ? [value] : value;
  return values.map((each) => ({
    name: field.name,
    value: each,
    label: field.options.find((option) => option.value === each)?.label ?? null,
  }));
}

function questionOf(case_: Case, fact: Id): string {
  return case_.facts.find((each) => each.id === fact)?.question ?? '';
}

function arrival(sight: Sight, news: News): Arrival[] {
  const { case: case_ } = sight;
  if (news.kind === 'fact')
    return knownFact(sight, news.id).map((fact) => ({ kind: 'fact', id: fact.id, text: fact.text, from: news.from }));
  if (news.kind === 'document') {
    const document = case_.documents.find((each) => each.id === news.id);
    return document ? [{ kind: 'document', id: document.id, title: document.title }] : [];
  }
  if (news.kind === 'inject') {
    const inject = case_.injects.find((each) => each.id === news.id);
    return inject ? [{ kind: 'inject', id: inject.id, title: inject.title, text: readable(inject.text, sight) }] : [];
  }
  return requestView(sight, news.id).map((request) =>
    news.kind === 'request'
      ? { kind: 'request', id: request.id, from: news.from, label: request.label }
      : { kind: 'answer', id: request.id, from: news.from, status: request.status },
  );
}

function board(sight: Sight): RoleView['board'] {
  const { case: case_, state } = sight;
  const up = (id: Id): boolean => deskOf(sight)?.flags[id] ?? state.world.flags[id] ?? false;
  const flags = case_.flags.filter((flag) => flag.public && up(flag.id));
  const counters = case_.counters.filter((counter) => counter.public);
  return [
    ...flags.map((flag) => ({ id: flag.id, name: flag.name, value: 1 })),
    ...counters.map((counter) => ({ id: counter.id, name: counter.name, value: counterOf(sight, counter.id) })),
  ];
}

function feedback(sight: Sight, id: Id | null): readonly Content[] {
  const choice = sight.case.scenes.flatMap((scene) => scene.choices).find((each) => each.id === id);
  return blocks(choice?.feedback ?? [], sight);
}

function sceneView(sight: Sight): SceneView | null {
  const { case: case_, state, role } = sight;
  const scene = role === null || state.ending !== null ? undefined : sceneOf(case_, state, role);
  if (!scene || role === null) return null;
  const choices = offersTo(case_, state, role).map((choice) => offer(choice, sight));
  return { id: scene.id, title: scene.title, body: blocks(scene.body, sight), choices };
}

function offer(choice: Choice, sight: Sight): Offer {
  const minutes = choice.costs * sight.case.tickMinutes;
  const form = choice.form && {
    kind: choice.form.kind,
    request: choice.form.request,
    fields: choice.form.fields.map((field) => offeredField(field, sight)),
  };
  return { id: choice.id, label: choice.label, costs: { ticks: choice.costs, minutes }, form };
}

/** Facts to ask for are shown as questions, facts to pass on as what they say (only those the role knows). */
function offeredField(field: Field, sight: Sight): OfferedField {
  const open = openValues(field, sight);
  const options = field.options.filter((option) => open.includes(option.value));
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    fixed: field.fixed,
    options: options.map(({ value, label }) => ({ value, label: label ?? optionLabel(field.name, value, sight) })),
  };
}

function optionLabel(name: string, value: string, sight: Sight): string {
  const { case: case_ } = sight;
  if (name === 'to') return case_.roles.find((role) => role.id === value)?.name ?? value;
  if (name === 'channel') return case_.channels.find((channel) => channel.id === value)?.name ?? value;
  if (name === 'asks') return questionOf(case_, value);
  if (name === 'gives') return case_.facts.find((fact) => fact.id === value)?.text ?? value;
  return value;
}

function blocks(all: readonly Block[], sight: Sight): readonly Content[] {
  return all.filter((block) => holds(block.when, sight)).flatMap((block) => readable(block.content, sight));
}

/** Puts a known fact's sentence where a text names it. A fact that the role does not know is left out of the text. */
function readable(content: readonly Content[], sight: Sight): readonly Content[] {
  return content.map((block): Content => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return { ...block, children: words(block.children, sight) };
      case 'quote':
        return { ...block, children: readable(block.children, sight) };
      case 'list':
        return { ...block, items: block.items.map((item) => readable(item, sight)) };
      case 'table':
        return {
          ...block,
          head: block.head.map((cell) => words(cell, sight)),
          rows: block.rows.map((row) => row.map((cell) => words(cell, sight))),
        };
      default:
        return block;
    }
  });
}

function words(nodes: readonly Inline[], sight: Sight): readonly Inline[] {
  return nodes.map((node): Inline => {
    if (node.type === 'fact') {
      const fact = knownOf(sight, node.id) && sight.case.facts.find((each) => each.id === node.id);
      return { ...node, text: fact ? (node.text === node.id ? fact.text : node.text) : '…' };
    }
    return 'children' in node ? { ...node, children: words(node.children, sight) } : node;
  });
}

/** Whether every role waits, so that the round may be closed; and whether that ends the phase. */
export function roundState(case_: Case, state: State): { readonly allWaiting: boolean; readonly last: boolean } {
  return { allWaiting: Object.values(state.desks).every((desk) => desk.at === null), last: isLastRound(case_, state) };
}
