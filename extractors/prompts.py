"""The prompts that Word and LibreOffice put into a new field, in several languages."""

import re

# What Word (since 2007, and since it speaks of tapping) and LibreOffice put into a new control.
_STANDARD = """
Click here to enter text.|Click or tap here to enter text.|Choose an item.|Choose a building block.
Click here to enter a date.|Click or tap to enter a date.|Click or tap here to enter a date.|Choose a date
Enter any content that you want to repeat, including other content controls. You can also insert this control around
 table rows in order to repeat parts of a table.
Haga clic aquí para escribir texto.|Haga clic o pulse aquí para escribir texto.|Elija un elemento.
Haga clic aquí para escribir una fecha.|Haga clic aquí o pulse para escribir una fecha.|Elija un bloque de creación.
Cliquez ici pour taper du texte.|Cliquez ou appuyez ici pour entrer du texte.|Choisissez un élément.
Cliquez ici pour entrer une date.|Cliquez ou appuyez ici pour entrer une date.|Choisissez un bloc de construction.
Klicken Sie hier, um Text einzugeben.|Klicken oder tippen Sie hier, um Text einzugeben.|Wählen Sie ein Element aus.
Klicken Sie hier, um ein Datum einzugeben.|Klicken oder tippen Sie, um ein Datum einzugeben.
Wählen Sie einen Baustein aus.
Clique aqui para digitar texto.|Clique ou toque aqui para inserir o texto.|Escolher um item.|Escolha um item.
Clique aqui para inserir uma data.|Clique ou toque aqui para inserir uma data.|Clique ou toque para introduzir uma data.
Clique ou toque aqui para introduzir texto.|Clique aqui para introduzir texto.
Fare clic qui per immettere testo.|Fare clic o toccare qui per immettere il testo.|Scegliere un elemento.
Fare clic qui per immettere una data.|Fare clic o toccare qui per immettere una data.
Klik hier als u tekst wilt invoeren.|Klik of tik om tekst in te voeren.|Kies een item.
Klik hier als u een datum wilt invoeren.|Klik of tik om een datum in te voeren.
Klicka här för att ange text.|Klicka eller tryck här för att ange text.|Välj ett objekt.
Klicka här för att ange datum.|Klicka eller tryck här för att ange datum.
Klik her for at angive tekst.|Klik eller tryk her for at skrive tekst.|Vælg et element.
Klik her for at angive en dato.|Klik eller tryk for at angive en dato.
Klikk her for å skrive inn tekst.|Klikk eller trykk her for å skrive inn tekst.|Velg et element.
Klikk her for å skrive inn en dato.|Klikk eller trykk for å skrive inn en dato.
Kliknij tutaj, aby wprowadzić tekst.|Kliknij lub naciśnij tutaj, aby wprowadzić tekst.|Wybierz element.
Kliknij tutaj, aby wprowadzić datę.|Kliknij lub naciśnij, aby wprowadzić datę.
Klikněte sem a zadejte text.|Klikněte nebo klepněte sem a zadejte text.|Zvolte položku.
Место для ввода текста.|Выберите элемент.|Место для ввода даты.
单击此处输入文字。|单击或点击此处输入文字。|选择一项。|单击此处输入日期。|单击或点击此处输入日期。
ここをクリックしてテキストを入力してください。|テキストを入力するには、ここをクリックまたはタップしてください。
アイテムを選択してください。|クリックして日付を入力してください。|日付を入力するには、クリックまたはタップしてください。
텍스트를 입력하려면 여기를 클릭하거나 탭하세요.|항목을 선택하세요.|날짜를 입력하려면 클릭하거나 탭하세요.
"""

_LEAST = 8  # letters of a prompt that nobody begins an answer with by chance
_INVITING = ("choose", "select", "pick", "click", "elija", "seleccione", "choisi", "sélectionne", "wähl", "-", "–", "—")
_BRACKETS = "<[(…. "
_NOT_SAID = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A prompt as it is compared: its letters and digits only, so that brackets, stops and spacing do not count."""
    return _NOT_SAID.sub("", text.casefold())


STANDARD_PROMPTS = frozenset(
    plain(prompt) for line in _STANDARD.replace("\n ", " ").splitlines() for prompt in line.split("|") if prompt
)
_STARTS = frozenset(prompt[:3] for prompt in STANDARD_PROMPTS)


def is_standard_prompt(text: str) -> bool:
    """Whether a text is what Word or LibreOffice put into a new control."""
    return text.lstrip("[<({ ")[:3].casefold() in _STARTS and plain(text) in STANDARD_PROMPTS


def is_inviting(entry: str) -> bool:
    """Whether the first entry of a drop-down, which shows when nobody chose, asks to choose and is no answer."""
    said = entry.lstrip(_BRACKETS).lower()
    return not entry.strip() or said.removeprefix("please ").startswith(_INVITING) or entry[0] in _BRACKETS


def is_beside_prompt(text: str, prompt: str) -> bool:
    """Whether a text begins or ends with this prompt, given by its letters, or a standard one, and says more."""
    said = plain(text)
    prompts = (*STANDARD_PROMPTS, prompt)
    return any(len(one) >= _LEAST and one != said and (said.startswith(one) or said.endswith(one)) for one in prompts)
