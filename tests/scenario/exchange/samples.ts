import { type Zippable, strToU8, zipSync } from 'fflate';

/** Small stories of each format, all written for these tests: two ways through a ferry office, and a few traps. */
export const twee = `:: StoryTitle
The ferry office

:: StoryData
{"ifid":"D674C58C-DEFA-4F70-B7A2-27742230C0FC","format":"SugarCube","format-version":"2.36.1","start":"The counter"}

:: The counter [first] {"position":"100,100"}
A clerk looks up. *Nobody* has {asked} yet.

<<set $asked to true>>She has a list.
[[Ask for the list->The list]]
[[Leave]]
<<if $brave>>[[Wait|The counter]]<</if>>

:: The list
- Forty names, <b>one</b> crossed out.
<<link "Copy it" "The copy">><</link>>
[[The office at night<-Come back later]]

:: The copy
You have a copy.

:: Leave
You are outside. Monday: rain.

:: The office at night
It is dark here.
[[Go in->The cellar]]

:: Old script [script]
window.alert('never run');

:: Colours [stylesheet]
body { color: red }
`;

export const twineHtml = `<!doctype html><html><head><title>x</title><script>alert(1)</script></head><body>
<tw-storydata name="The ferry &amp; the office" startnode="2" creator="Twine" ifid="X" format="Harlowe" format-version="3.3.0" hidden>
<style role="stylesheet" id="twine-user-stylesheet" type="text/twine-css">body{}</style>
<script role="script" id="twine-user-script" type="text/twine-javascript">alert("never run")</script>
<tw-passagedata pid="1" name="The list" tags="" position="1,1" size="100,100">Forty names.
[[Back-&gt;The counter]]
(link-goto: &quot;Copy it&quot;, &quot;The copy&quot;)</tw-passagedata>
<tw-passagedata pid="2" name="The counter" tags="first" position="1,1" size="100,100">(set: $asked to true)A clerk (she is tired) looks up.
(if: $brave)[She smiles. [[Ask&lt;-nothing]]]
[[Ask for the list-&gt;The list]]</tw-passagedata>
<tw-passagedata pid="3" name="The copy" tags="" position="1,1" size="100,100">You have a copy. &lt;script&gt;alert(2)&lt;/script&gt;</tw-passagedata>
</tw-storydata></body></html>`;

export const twineJson = JSON.stringify({
  name: 'The ferry office',
  ifid: 'X',
  format: 'Chapbook',
  start: 'The counter',
  script: 'alert(1)',
  passages: [
    {
      name: 'The counter',
      tags: ['first'],
      metadata: { position: '1,1' },
      text: 'asked: true\n--\n[if asked]\nA clerk looks up, {name}.\n\n[[Ask->The list]]',
    },
    { name: 'The list', tags: [], text: 'Forty names.', links: [{ name: 'Copy', link: 'The copy' }] },
    { name: 'The copy', tags: '', text: 'You have a copy.' },
  ],
});

const alternative = (text: string, nextContentId: number, feedback: object = {}) => ({ text, nextContentId, feedback });
export const h5pContent = JSON.stringify({
  branchingScenario: {
    title: 'The ferry office',
    startScreen: { startScreenTitle: 'Welcome', startScreenSubtitle: '<p>You have one hour.</p>' },
    endScreens: [
      { endScreenTitle: 'The day is over', endScreenSubtitle: 'Go home.', contentId: -1, endScreenScore: 3 },
    ],
    scoringOptionGroup: { scoringOption: 'static-end-score' },
    content: [
      {
        type: {
          library: 'H5P.BranchingQuestion 1.0',
          params: {
            branchingQuestion: {
              question: '<p>A clerk looks up. What do you <b>say</b>?</p><script>alert(1)</script>',
              alternatives: [
                alternative('Ask for the list', 1, { title: 'Good', subtitle: 'She nods.' }),
                alternative('Leave', -1, { title: 'Outside', subtitle: 'It rains.' }),
                alternative('Wait', 0),
              ],
            },
          },
          metadata: { title: 'The counter' },
        },
      },
      {
        type: { library: 'H5P.Image 1.1', params: { file: { path: 'images/list.png' }, alt: 'A list of forty names' } },
        nextContentId: 2,
      },
      { type: { library: 'H5P.AdvancedText 1.1', params: { text: '<p>You have a copy.</p>' } }, nextContentId: -1 },
    ],
  },
});

/** A dialect of third parties: nodes and links have words for names, and `contentType` says what they are. */
export const h5pDialect = JSON.stringify({
  content: [
    {
      id: 'ask',
      contentType: 'H5P.BranchingQuestion',
      title: 'The counter',
      params: {
        question: 'What do you say?',
        alternatives: [
          { text: 'Ask', nextContentId: 'list' },
          { text: 'Go', nextContentId: 'nowhere' },
        ],
      },
    },
    { id: 'list', contentType: 'H5P.Text', params: { text: 'Forty names.' }, nextContentId: 'end' },
  ],
});

export const yarn = `title: Start
tags: first
position: 0,0
---
// only for authors
<<declare $asked = false>>
Clerk: Good morning. #line:a1
-> Ask for the list #line:a2
    Clerk: Here. You are {$name}.
    -> Copy it
        <<jump Copy>>
    -> Read it
        You read it.
-> Leave <<if $brave>>
    It rains.
    <<stop>>
The clerk goes back to work.
<<if $asked>>
    <<jump Copy>>
<<else>>
    Nobody asks.
<<endif>>
===
title: Copy
---
You have a copy.
===
`;

export const ink = `VAR asked = false
-> counter

=== counter ===
A clerk looks up. # calm
* Ask for the list[.] politely.
  She nods. {asked: Again.|}
  ** Copy it -> copy
  ** {not asked} [Read it]
  -- You read it.
+ [Leave] -> END
- The clerk goes back to work.
  -> copy

=== copy
You have a <>copy. // a remark
-> DONE

=== function twice(x)
~ return x * 2
`;

export const events = `\ufeffNumber,Time,From,Faction,To,Team,Method,Subject,Message,Expected Action,Tab
1,09:00,News desk,Press,Police desk,Red,E-mail,A reporter calls,"She has the colour of the van.
And a ""name"".",No detail is confirmed,Day 1
2,09:45,Minister,,"Police desk, Border desk",,Phone,An order,Send everything.,The order is put on paper,Day 1
3,soon,Consul,,All,,Letter,A letter,He asks for names.,,Day 1
`;

const fixed = { mtime: new Date(Date.UTC(1980, 0, 2)) };

export function zipOf(files: Zippable): Buffer {
  return Buffer.from(zipSync(files, fixed));
}

export const h5p = (): Buffer =>
  zipOf({
    'h5p.json': strToU8(JSON.stringify({ mainLibrary: 'H5P.BranchingScenario', title: 'x' })),
    'content/content.json': strToU8(h5pContent),
    'content/images/list.png': new Uint8Array(8),
  });

/** Every sample under a name by which it would come. */
export const samples: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['office.twee', Buffer.from(twee)],
  ['office.html', Buffer.from(twineHtml)],
  ['office.json', Buffer.from(twineJson)],
  ['content.json', Buffer.from(h5pContent)],
  ['dialect.json', Buffer.from(h5pDialect)],
  ['office.h5p', h5p()],
  ['office.yarn', Buffer.from(yarn)],
  ['office.ink', Buffer.from(ink)],
  ['events.csv', Buffer.from(events)],
];
