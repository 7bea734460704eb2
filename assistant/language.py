"""Whether a question is in another language than English, the only one that questions are read in.

It is told from the words that hold sentences together, never from names. What English shares with
another language speaks for both, and where they are even it is English.
"""

import unicodedata

from sources.patterns import pattern

IN_ANOTHER_LANGUAGE = (
    "This question does not seem to be in English, and questions are understood in English only so "
    "far: whether the documents answer it is open. Ask it in English."
)
# Words that ask, which hardly any name holds, count double; words that join others count once.
_ASKING, _JOINING = 2, 1
_WORDS = {
    "French": (
        "qui quoi que quel quelle quels quelles quand où pourquoi combien comment est sont était"
        " elle parle",
        "ou moi le la les l un une des du de d au aux et en dans sur par pour avec a été ont il ils"
        " ce cette ces se s que qu dirige fonctionne",
    ),
    "German": (
        "wer wem was wann wo woher wohin warum weshalb wie wieviel wieviele welche welcher welches"
        " welchen welchem ist sind wurde wurden hat haben kann gibt",
        "der die das den dem des ein eine einen einem einer und oder im in am an auf aus bei mit"
        " nach von vom zu zur zum für gegen über es sich nicht leitet führt macht tut",
    ),
    "Dutch": (
        "wie is wanneer waar waarom hoe hoeveel welk welke doet zijn werd wordt werden heeft",
        "wat de het een en of in op van voor met door bij aan uit naar tegen niet die dat er"
        " leidt werkt",
    ),
    "Spanish": (
        "quién quiénes quien quienes qué cuándo cuando dónde donde cuál cuáles cual cuáles cuánto"
        " cuántos cuántas cómo como fue fueron está son",
        "que es el la los las un una de del al y o en con por para se su sus lo dirige funciona",
    ),
    "Italian": (
        "chi che cosa quando quale quali qual quanti quante perché dove come sono è stata stato",
        "il lo la i gli le l un una uno di del della dei delle dell e o a al alla in nel nella con"
        " per da dal si cos dirige guida comanda funziona",
    ),
    "Portuguese": (
        "quem quando onde qual quais quanto quantos quantas porque como foi foram são está é",
        "que o a os as um uma de do da dos das e em no na nos nas com por para se lidera dirige"
        " funciona",
    ),
    "Swedish": (
        "vem vad när hur varför vilken vilket vilka är",
        "var och att det den som ett en av till för på med i har blev leder",
    ),
    "Danish or Norwegian": (
        "hvem hvad hva hvornår hvor hvorfor hvordan hvilken hvilket hvilke når",
        "er og at det den som et en af av til for på med i har blev leder",
    ),
    "Polish": (
        "kto kiedy gdzie jaki jaka jakie dlaczego jak który która które czym jest są",
        "co w z na i do od o czy się kieruje",
    ),
    "Czech or Slovak": (
        "kdo kto kdy kedy kde proč prečo která které který ktorá kolik koľko jaká jaké je jsou",
        "co čo jak ako a v z na i do od o se sa vede",
    ),
    "Romanian": (
        "cine când unde cum câți câte este sunt",
        "ce care a la de în și cu pe din o un conduce",
    ),
    "Hungarian": ("mikor miért hogyan melyik milyen hány hol vezeti", "ki mi a az és"),
    "Finnish": ("kuka mikä mitä milloin missä miksi miten kuinka ovat", "on ja johtaa"),
    "Turkish": ("nedir hangi nasıl nerede niçin kaç kimdir yönetiyor", "kim ne zaman ve bir bu mi"),
}
# What is a word of English too, or part of a well-known name, is among them with its weight.
_ENGLISH = (
    "what who whom whose which when where why how are does did has have had can could should would"
    " will were be been do is was tell show list explain describe compare give dove che chi kim hat"
    " care como cum hoe est je",
    "the an of and or in on at to for by with from that this these those it its they their there"
    " me no not as i any all between against about comment come die do son wo en es",
)


def _weighted(asking: str, joining: str) -> dict[str, int]:
    return dict.fromkeys(joining.split(), _JOINING) | dict.fromkeys(asking.split(), _ASKING)


_WEIGHTS = [_weighted(*words) for words in _WORDS.values()]
_ENGLISH_WEIGHTS = _weighted(*_ENGLISH)
_WORD = pattern(r"[^\W\d_]+")


def in_another_language(question: str) -> bool:
    """Tell whether a question is plainly not in English."""
    question = unicodedata.normalize("NFC", question)
    # What is in capitals is an abbreviation.
    words = {
        each.lower() for each in _WORD.findall(question) if len(each) < 2 or not each.isupper()
    }
    english = sum(weight for word, weight in _ENGLISH_WEIGHTS.items() if word in words)
    if not english and _in_another_script(question):
        return True
    return any(
        _ASKING in (held := [weights[word] for word in words & weights.keys()])
        and sum(held) > english
        for weights in _WEIGHTS
    )


def _in_another_script(question: str) -> bool:
    """Tell whether more than a quarter of the letters are no Latin ones; the rest may be names."""
    letters = [unicodedata.name(sign, "") for sign in question if sign.isalpha()]
    return 4 * sum("LATIN" not in name for name in letters) > len(letters)
