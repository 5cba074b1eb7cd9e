"""Actors: a noun phrase, then country and sector."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.events.actors.code import ActorCode, actor_code
from onrecord.language.countries import load_countries
from onrecord.lexicons.load import lexicon

CASES = """
US troops | USA MIL
Moscow | RUS GOV
the United States | USA GOV
The U.S.'s government | USA GOV
France's foreign ministry | FRA GOV
the ministry | None GOV
Talvian officials | None GOV
Iranian leaders | IRN GOV
the leader of Iran | IRN GOV
Iranian Foreign Minister Mohammad Javad Zarif | IRN GOV
Turkish President Recep Tayyip Erdogan's office | TUR GOV
Russia's ambassador to Poland | RUS GOV
Russia's UN envoy | RUS GOV
the mayor of Mariupol | UKR GOV
Shanghai authorities | CHN GOV
a spokesman for the Egyptian presidency | EGY GOV
the White House | USA GOV
Downing Street officials | GBR GOV
Kyiv | UKR GOV
KYIV | UKR GOV
Palestinian Authority officials | PSE GOV
Hamas-run health ministry | PSE GOV
a Turkish court | TUR JUD
the International Criminal Court | None JUD
prosecutors in Milan | ITA JUD
Supreme Court judges | None JUD
the Brazilian attorney general | BRA GOV
opposition lawmakers in Hungary | HUN LEG
members of parliament | None LEG
the speaker of the Knesset | ISR LEG
US Senator Dana Whitlow | USA LEG
Sen. Dana Whitlow | None LEG
European Union legislators | None LEG
the Israeli military | ISR MIL
army chief Gen. Otal Merev | None MIL
a former general | None ELI
the head of the Pakistani army | PAK MIL
Ukrainian drones | UKR MIL
US and British warplanes | None MIL
NATO troops | None MIL
the Quds Force | IRN MIL
Kenyan peacekeepers in Haiti | KEN MIL
government forces in Syria | SYR MIL
the Pentagon | USA MIL
Afghan soldiers stationed in the north | AFG MIL
police in Nairobi | KEN COP
a team of heavily armed police | None COP
the FBI | USA COP
Egyptian security forces | EGY COP
a police chief | None COP
Russian opposition activists | RUS OPP
the leader of the opposition | None OPP
anti-government protesters | None OPP
BJP | IND PTY
the German Social Democratic Party | DEU PTY
Labour Party leader | GBR PTY
Hamas fighters | PSE REB
Hezbollah | LBN REB
Houthi drones | YEM REB
pro-Russian separatists in Ukraine | UKR REB
rebel commanders | None REB
Islamic State militants in Iraq | IRQ REB
IS | None REB
opposition fighters | None REB
the Kurdish-led Syrian Democratic Forces | SYR REB
Boko Haram gunmen | NGA REB
Iran-backed militias | None PRM
Iran-backed militiamen in Iraq | IRQ PRM
a Somalia-based paramilitary group | SOM PRM
Wagner mercenaries | RUS PRM
the CIA | USA SPY
a former CIA official | USA ELI
Mossad agents | ISR SPY
FSB, Russia's security service | RUS SPY
military intelligence | None SPY
gunmen | None UAF
unidentified armed men in Haiti | HTI UAF
Syrian mercenaries | SYR UAF
protesters | None CVL
Palestinians | PSE CVL
two Russians | RUS CVL
a group of tourists | None CVL
people in the UK | GBR CVL
men and women | None CVL
residents of Gaza | PSE CVL
the governor's brother | None CVL
Gazans | PSE CVL
former rebels | None CVL
former French President | FRA ELI
a retired ambassador | None ELI
Nigeria's airlines | NGA BUS
Gazprom | RUS BUS
chairman of the company's board | None BUS
a Japanese university professor | JPN EDU
Harvard | USA EDU
students | None EDU
British experts | GBR EDU
hospital director | None MED
doctors in Khartoum | SDN MED
several of the largest trade unions in Denmark | DNK LAB
striking miners | None LAB
Ukrainian farmers | UKR AGR
Nigerian herdsmen | NGA AGR
Reuters journalists | None JRN
the state news agency | None JRN
the BBC | GBR JRN
Xinhua | CHN JRN
Syrian refugees in Lebanon | SYR REF
Burkina Faso's displaced | BFA REF
Muslim leaders in France | FRA REL
the Russian Orthodox Church | RUS REL
a Buddhist monk | None REL
a human rights group | None SOC
President of the Chadian Human Rights League | TCD SOC
Médecins Sans Frontières | None NGO
MEDECINS SANS FRONTIERES | None NGO
Red Cross workers in Sudan | None NGO
the Turkish Red Crescent | TUR NGO
aid workers | None NGO
the UN Security Council | None IGO
the U.N. | None IGO
UN peacekeepers | None IGO
the EU | None IGO
EU diplomats | None IGO
Nato | None IGO
ECOWAS leaders | None IGO
the head of the World Bank | None IGO
Somali pirates | SOM CRM
the Sinaloa cartel | MEX CRM
gang members in Port-au-Prince | HTI CRM
Pope Francis | None REL
Kyiv's allies | None None
Israel and Hamas | None None
the US and Russia | None GOV
Israel Katz | None None
Stephen King | None None
Richard Wagner | None None
Dana Whitlow | None None
Foreign Minister Israel Katz | None GOV
police brutality | None None
Russia's economy | RUS None
us | None None
he | None None
who | None None
a cat | None None
turkey | None None
, | None None
Ivory Coast's army | CIV MIL
Côte d'Ivoire’s army | CIV MIL
Dana Whitlow, the Canadian defence minister | CAN GOV
the Lebanese armed group Hezbollah | LBN REB
soldiers who fled to Chad | None MIL
ex-president Dana Whitlow | None ELI
Israeli-Palestinian negotiators | None GOV
South Korean President Yoon Suk Yeol | KOR GOV
the secretary-general of NATO | None IGO
Chinese and Russian diplomats | None GOV
the Chinese Communist Party | CHN GOV
Taliban fighters | AFG REB
Taliban officials | AFG REB
the Afghan Taliban's spokesman | AFG REB
Burmese junta | MMR GOV
hostages held by Hamas | None CVL
relatives of victims | None CVL
workers at the hospital | None MED
the families of Israeli hostages | ISR CVL
commander of Russian forces in Syria | RUS MIL
a US-led coalition | USA MIL
the Saudi-led coalition in Yemen | SAU MIL
dozens of soldiers | None MIL
Jordanian border guards | JOR COP
Bosnian Serb leader Milorad Dodik | BIH GOV
Greenpeace activists | None NGO
the Israeli prime minister, Dana Whitlow | ISR GOV
a senior Hamas official | PSE REB
RSF fighters | SDN REB
the Rapid Support Forces (RSF) | SDN REB
Tens of thousands of Israelis | ISR CVL
US President Dana Whitlow's special envoy | USA GOV
the UN special envoy for Syria, Dana Whitlow | None IGO
Mexican cartel gunmen | MEX CRM
Turkish-backed Syrian rebels | SYR REB
the National Assembly of Venezuela | VEN LEG
Paris Hilton | None None
Jordan Henderson | None None
an Israeli air strike | ISR None
the Jewish community | None REL
a celebrity | None ELI
ICE agents | USA COP
ice | None None
the who | None None
WHO | None IGO
TURKISH TROOPS | TUR MIL
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_country_and_sector(case):
    words, expected = case.split(" | ")
    code = actor_code(words, load_countries())
    assert f"{code.country} {code.sector}" == expected


@pytest.mark.parametrize("words", ["", " ", "\n", "'s", "-", "…", "\u200b", "the", "of", "and", ", ,", "(", "🙂"])
def test_no_words_have_no_code(words):
    assert actor_code(words, load_countries()) == ActorCode(None, None)


@given(st.lists(st.sampled_from(sorted(set(re.findall(r"[\w.'-]+|,", CASES)))), max_size=12))
def test_any_order_of_words_gives_known_codes(words):
    code = actor_code(" ".join(words), load_countries())
    assert code.sector is None or code.sector in {row["code"] for row in lexicon("sectors")["sector"]}
    assert code.country is None or re.fullmatch("[A-Z]{3}", code.country)


def test_every_sector_has_a_case():
    expected = {case.rpartition(" ")[2] for case in CASES.strip().splitlines()}
    assert {row["code"] for row in lexicon("sectors")["sector"]} <= expected


def test_a_noun_stands_in_one_list():
    nouns = [noun for row in lexicon("sectors")["sector"] for noun in row["nouns"]]
    assert sorted({noun for noun in nouns if nouns.count(noun) > 1}) == []


def test_organisations_have_known_codes_and_one_block_a_name():
    rows = lexicon("sectors")["organisation"]
    names = [name for row in rows for name in (row["name"], *row.get("aliases", ()))]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    known = {country.iso3 for country in load_countries().names.values()} | {"ESH", "HKG", "VAT"}
    assert {row["country"] for row in rows if "country" in row} <= known
    assert {row["sector"] for row in rows} <= {row["code"] for row in lexicon("sectors")["sector"]}
