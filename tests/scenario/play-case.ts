/**
 * A small case for the tests of play: three seats, two parts, a request with every kind of field, an answer, a mark, an
 * event, two endings. Each secret of a seat holds a word that stands nowhere else.
 */
export const quietHarbour = [
  {
    path: 'exercise.md',
    text: `---
id: quiet-harbour
language: en
starts: 2031-03-03T08:00
tick: 30m
reviewed by: none
---
# Quiet Harbour

A fictional case about a van and a ferry.

## Content note

Somebody in this case is afraid.

## Roles

### harbour: Arvelia Criminal Police, Harbour Desk
- agency: police
- country: Arvelia
- powers: may open an investigation, may ask abroad

Your chief is called canary-heron.

### border: Tessara Border Agency
- agency: border
- country: Tessara
- powers: keeps the register of crossings

Your register is old: canary-otter.

### lantern: Lantern House
- agency: victim support
- country: Arvelia
- powers: gives shelter

Your door is unmarked: canary-magpie.

## Phases

### tip: The tip
- lasts: 1d
- rounds: 2
- waits: lantern

A telephone rings on both sides of the water.

### action: What is done
- lasts: 1d

The van is expected.

## Channels

### liaison: Liaison officer
- latency: 4h
- recorded: yes

### call: Telephone
- latency: 0h
- recorded: optional

## Handling

### owner-first: Ask the owner first
- rule: originator
- breach: accountability -2 because the owner's condition was not respected
`,
  },
  {
    path: 'facts.md',
    text: `## van-plate: A grey van with plate VL-311 left the harbour, canary-plate.
- asked as: Which vehicle left the harbour?
- starts with: harbour reported
- grade: C3
## van-crossings: The van crossed twice in February, canary-crossing.
- asked as: When did the van cross?
- starts with: border confirmed
- handling: owner-first
- grade: A1
## van-owner: The van belongs to a bakery, canary-bakery.
- asked as: Who owns the van?
- starts with: border confirmed
- grade: A1
## no-return: The young woman asked not to be sent back, canary-woman.
- asked as: What does she want?
- starts with: lantern confirmed
`,
  },
  {
    path: 'documents.md',
    text: `## lane-log: Lane log
- carries: van-crossings
- starts with: border

Two lines of the register, canary-log.
`,
  },
  {
    path: 'scenes/harbour-1-desk.md',
    text: `---
id: harbour-desk
role: harbour
phase: tip
opens: yes
---
# The night clerk rings

He tells you: {fact: van-plate} He will not give his name.

## read-log: Read the night log
- costs: 30m

> Feedback: The log says nothing new.

## ask-border: Ask Tessara about the van
- costs: 1h
- form: request
  - to: border
  - channel: one of liaison, call
  - asks: some of van-crossings, van-owner
  - gives: some of van-plate reported
  - purpose: one of find-van (Find the van), arrest (Arrest the driver)
  - grade: van-plate
  - record: yes or no
  - reason: free text (Say in one sentence why you need it)
  - due: 1d
- when channel is call and record is no: accountability -2 because nothing shows who asked
- when channel is liaison: partnership +1 because the agreed contact can route it
- when grade van-plate is right: accuracy +1 because the grade says what you could not check
- then: next round harbour-answer

> Feedback: The officer on the other side writes it down.

## note-only: Make a note and wait
- timeliness -1 because the van is moving while you wait
- then: next round harbour-answer

> Debrief: What would have been lost by asking?

## Stand-in
- stand-in: ask-border(channel=liaison, asks=van-crossings, gives=van-plate, purpose=find-van, grade.van-plate=C3, record=yes)
`,
  },
  {
    path: 'scenes/harbour-2-answer.md',
    text: `---
id: harbour-answer
role: harbour
phase: tip
---
# The second watch

{when: knows van-crossings} Tessara has answered.

The desk is quiet.

## tell-lantern: Ask the shelter for help
- form: share
  - to: lantern
  - channel: call
  - gives: van-plate reported
- then: wait

## wait-first: Wait
- then: wait

## Stand-in
- stand-in: wait-first
`,
  },
  {
    path: 'scenes/harbour-3-action.md',
    text: `---
id: harbour-action
role: harbour
phase: action
opens: yes
---
# The van comes

You may still choose how.

## stop-van: Stop the van openly
- timeliness +1 because it is stopped in time
- then: wait

## let-go: Let it go
- relevance -1 because nobody is protected
- then: wait

## Stand-in
- stand-in: stop-van
`,
  },
  {
    path: 'scenes/border-1-desk.md',
    text: `---
id: border-desk
role: border
phase: tip
opens: yes
---
# The register

The register hums, canary-register.

## open-register: Open the register
- takes: lane-log
- then: next round border-answer

## Stand-in
- stand-in: open-register
`,
  },
  {
    path: 'scenes/border-2-answer.md',
    text: `---
id: border-answer
role: border
phase: tip
---
# What you send back

## reply-van: Answer Arvelia
- form: reply to ask-border
  - gives: some of van-crossings confirmed, van-owner confirmed
- partnership +1 because an answer came
- then: wait

## say-nothing: Say nothing
- partnership -1 because silence is also an answer
- then: wait

## Stand-in
- stand-in: reply-van(gives=van-crossings) when received ask-border
- stand-in: say-nothing
`,
  },
  {
    path: 'scenes/border-3-action.md',
    text: `---
id: border-action
role: border
phase: action
opens: yes
---
# The lane

## open-lane: Open the lane
- then: wait

## close-lane: Close the lane
- then: wait

## Stand-in
- stand-in: open-lane
`,
  },
  {
    path: 'scenes/lantern-1.md',
    text: `---
id: lantern-room
role: lantern
phase: action
opens: yes
---
# The kitchen

She sits at the table, canary-kitchen.

## offer-tea: Offer tea and time
- accountability +1 because she decides when she speaks
- then: wait

## ask-name: Ask her name at once
- accountability -1 because she has not been told why
- then: wait

## Stand-in
- stand-in: offer-tea
`,
  },
  {
    path: 'injects.md',
    text: `## press-call: A reporter rings
- for: harbour
- may fire: tip, action
- alone: 0h
- expects: nothing is confirmed

A reporter asks about the colour of the van.
`,
  },
  {
    path: 'endings.md',
    text: `## van-stopped: The van is stopped
- if: chose stop-van and knows harbour van-crossings
- quality: good
- timeliness +1 because it came in time

The van is stopped, canary-ending-good.

## van-gone: The van is gone
- quality: poor

Nobody stopped it, canary-ending-poor.
`,
  },
] as const;

/** For each seat: words that stand only in what the other seats know, hold, read or are told. */
export const secretsFrom = {
  harbour: [
    'canary-otter',
    'canary-magpie',
    'canary-bakery',
    'canary-woman',
    'canary-log',
    'canary-register',
    'canary-kitchen',
  ],
  border: ['canary-heron', 'canary-magpie', 'canary-woman', 'canary-kitchen'],
  lantern: ['canary-heron', 'canary-otter', 'canary-bakery', 'canary-log', 'canary-register'],
} as const;
