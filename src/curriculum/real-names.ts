/**
 * Names that no fiction of this programme may use. A case that names a real state, agency or affair accuses somebody,
 * and seats officers of that state across from it. States come from the tables of Unicode (`Intl`), in English; here
 * stand the names that are not in them.
 */
const peoples = [
  ...['Afghan', 'Australian', 'Bangladeshi', 'Bhutanese', 'British', 'Bruneian', 'Burmese', 'Cambodian', 'Chinese', 'Filipino'],
  ...['Fijian', 'Indian', 'Indonesian', 'Iranian', 'Iraqi', 'Japanese', 'Jordanian', 'Kiribati', 'Korean', 'Lao', 'Laotian'],
  ...['Malaysian', 'Maldivian', 'Mongolian', 'Myanmar', 'Nauruan', 'Nepali', 'Nepalese', 'Pakistani', 'Palauan', 'Rohingya'],
  ...['Samoan', 'Singaporean', 'Somali', 'Syrian', 'Tamil', 'Thai', 'Timorese', 'Tongan', 'Turkish', 'Ukrainian', 'American'],
  ...['Uyghur', 'Vietnamese', 'Yemeni'],
];

const places = [
  ...['Aceh', 'Andaman Sea', 'Ashmore Reef', 'Bali', 'Bangkok', 'Batam', 'Bay of Bengal', 'Boten', 'Burma', 'Cebu', 'Chiang Mai'],
  ...['Christmas Island', 'Colombo', "Cox's Bazar", 'Darwin', 'Dhaka', 'Dili', 'Dubai', 'East Timor', 'Golden Triangle', 'Hanoi'],
  ...['Ho Chi Minh', 'Indian Ocean', 'Islamabad', 'Jakarta', 'Johor', 'Kabul', 'Karachi', 'Kathmandu', 'Kuala Lumpur', 'Langkawi'],
  ...['Mae Sot', 'Manila', 'Manus', 'Mekong', 'Myawaddy', 'New Delhi', 'Pacific Ocean', 'Phnom Penh', 'Phuket', 'Poipet', 'Port Moresby'],
  ...['Rakhine', 'Ranong', 'Rote', 'Sabah', 'Sihanoukville', 'South China Sea', 'Sulu Sea', 'Surabaya', 'Sydney', 'Tehran'],
  ...['Torres Strait', 'Vientiane', 'Xinjiang', 'Yangon'],
];

const agencies = [
  ...['AFP', 'ASEAN', 'ASEANAPOL', 'AUSTRAC', 'Bali Process', 'Europol', 'Eurojust', 'FBI', 'Frontex', 'INTERPOL', 'Interpol', 'IOM', 'JCLEC', 'RILON'],
  ...['RSO', 'SAARC', 'UNHCR', 'UNICEF', 'UNODC', 'United Nations', 'Australian Border Force', 'Department of Special Investigation'],
  ...['Homeland Security Investigations', 'Polri', 'Royal Malaysia Police', 'Royal Thai Police', 'National Crime Agency'],
  ...['International Organization for Migration', 'Red Cross', 'Red Crescent', 'Sri Lanka Police', 'Vietnam Coast Guard'],
];

/** Known affairs, vessels and people of them. */
const affairs = [
  ...['Abu Quassey', 'Captain Bram', 'Essex lorry', 'KK Park', 'MV Sun Sea', 'Ocean Lady', 'Operation Sovereign Borders', 'Padang Besar'],
  ...['Palapa', 'Pacific Solution', 'Sayed Abbas', 'SIEV', 'Tampa', 'Wang Kelian', 'X-Press Pearl'],
];

/** English words first: a fiction may have a turkey, a Jordan or a Chad in it. */
const ordinary = new Set(['Chad', 'Georgia', 'Guinea', 'Jersey', 'Jordan', 'Mali', 'Niger', 'Turkey']);

/** Every real name, as it stands in a text. Computed once. */
export const realNames: ReadonlySet<string> = new Set(
  [...states(), ...peoples, ...places, ...agencies, ...affairs].filter((name) => !ordinary.has(name)),
);

function states(): string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes
    .flatMap((code) => names.of(code) ?? [])
    .flatMap((name) => [name, name.replace(/ \(.*\)$/, '')])
    .filter((name) => name.length > 3 && !/^(?:Unknown Region|World|Pseudo-|Outlying)/.test(name));
}
