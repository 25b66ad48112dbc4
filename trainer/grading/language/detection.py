"""Which language some words are in: enough to tell that they are not in the one the acts are in, and to name it.

By the commonest little words of each language, and by script. A library that knows every language weighs more than the
rest of the grader together; here a wrong name costs nothing, since nothing is graded either way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SCRIPTS = {
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "GREEK": "Greek",
    "ARABIC": "Arabic or another language in Arabic letters",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "CJK": "Chinese",
    "DEVANAGARI": "Hindi or another language in Devanagari",
    "THAI": "Thai",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
}
_LITTLE = {
    "English": """the a an i you we it is are was be to of and in that for on with my your our this have has can will me
        do not no yes so if at from or but just let what how please thank thanks sorry there here they he she his her
        them us been get got would could should by up out about now then all as am im ill its dont cant one when who
        where why right sir madam okay ok hello hi hey good see look need want know going be did does had were""",
    "French": """je tu il nous vous ils le la les un une des de du et est sont pas ne que qui pour dans sur avec mon ma
        mes votre vos notre ce cette suis avez ai au aux désolé merci bonjour très tout mais ou oui non monsieur madame
        c j l d s n qu plus fait être avoir s'il""",
    "German": """ich du er sie wir ihr der die das ein eine einen einem und ist sind nicht kein für mit auf von zu im in
        den dem des mein ihre ihren ihnen haben habe hat werde wird kann es tut leid danke bitte guten tag
        entschuldigung aber oder auch wie was sofort noch nur""",
    "Spanish": """yo tú él nosotros usted ustedes el la los las un una unos de del y es son no que para en con por mi su
        sus lo le se está estoy siento gracias hola buenos días muy pero o sí señor señora puedo ahora esto este
        cómo más ya disculpe""",
    "Italian": """io tu lui noi voi il lo la gli le un una uno di del della e è sono non che per in con su mi suo sua
        suoi ho ha dispiace grazie buongiorno molto ma o sì signore signora posso subito questo anche più mio scusi
        conto""",
    "Portuguese": """eu você nós ele ela o a os as um uma de do da dos e é são não que para em com por meu seu sua está
        estou desculpe obrigado obrigada bom dia muito mas ou sim senhor senhora posso agora isso este mais""",
    "Dutch": """ik jij u hij zij wij we jullie de het een en is zijn niet geen voor met op van te in mijn uw heb heeft
        kan zal dat die dit spijt bedankt alstublieft goedemorgen maar of ook hoe wat sorry meneer mevrouw""",
    "Swedish": """jag du han hon vi ni de den det en ett och är inte för med på av till i min din er har kan ska som
        ledsen tack hej men eller också hur vad förlåt""",
    "Norwegian": """jeg du han hun vi dere de den det en et og er ikke for med på av til i min din har kan skal som
        beklager takk hei men eller også hvordan hva""",
    "Danish": """jeg du han hun vi de den det en et og er ikke for med på af til i min din har kan skal som undskyld
        tak hej men eller også hvordan hvad""",
    "Finnish": """minä sinä hän me te he ja on ei ole se tämä että mutta tai kun niin olen olemme pahoillani kiitos hei
        anteeksi voin teidän minun nyt heti""",
    "Polish": """ja ty on ona my wy i jest są nie to ten ta że dla na z w do od o mój pan pani przepraszam dziękuję
        dzień dobry ale lub tak bardzo już mogę się""",
    "Czech": """já ty on ona my vy a je jsou není to ten ta že pro na s v do od můj pan paní omlouvám děkuji dobrý den
        ale nebo ano velmi už mohu se""",
    "Hungarian": """én te ő mi ti ők és a az egy nem van vagyok hogy de vagy igen köszönöm sajnálom jó napot elnézést
        uram asszonyom most már nagyon kérem""",
    "Latvian": """es tu viņš viņa mēs jūs un ir nav ka bet vai jā paldies piedodiet labdien ļoti man jums ar uz no par
        tūlīt atvainojos""",
    "Turkish": """ben sen o biz siz ve bir bu şu için değil ile ama veya evet teşekkür özür dilerim merhaba çok lütfen
        hemen var yok efendim""",
    "Romanian": """eu tu el ea noi voi și este sunt nu un o la în cu pe de care pentru că mulțumesc îmi pare rău bună
        ziua dar sau da foarte acum domnule doamnă""",
    "Indonesian": """saya anda kami kita dia dan yang di ke dari ini itu tidak bukan untuk dengan akan bisa maaf terima
        kasih selamat tetapi atau ya sangat""",
}
_WORDS = {name: frozenset(words.split()) for name, words in _LITTLE.items()}
LITTLE_ENGLISH = _WORDS["English"]
"""Words that say little by themselves."""


def other_language(text: str) -> str | None:
    """The name of the language, if these words are clearly not English; None otherwise, and for too few words."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return None
    scripts = Counter(_script(c) for c in letters[:400])
    script, count = scripts.most_common(1)[0]
    if script in _SCRIPTS and count * 2 > sum(scripts.values()):
        return _SCRIPTS["HIRAGANA"] if scripts["HIRAGANA"] or scripts["KATAKANA"] else _SCRIPTS[script]
    words = [w.casefold() for w in _WORD.findall(text)[:200]]
    english = sum(w in LITTLE_ENGLISH for w in words)
    scores = {n: sum(w in known for w in words) for n, known in _WORDS.items() if n != "English"}
    name = max(scores, key=lambda n: scores[n])
    if len(words) >= 2 and scores[name] >= 2 and scores[name] > 1.5 * english + 0.5:
        return name
    return None


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]
