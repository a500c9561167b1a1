"""The cast of the demonstration, by the names tests know them under."""

from enthesis.vocabulary.status import Level

ALMA, RUTH, YUSUF, GRETA, LEO = "alma-reyes", "ruth-ellery", "yusuf-arden", "greta-molin", "leo-brandt"
MAUD, SUNNIVA, PIET, NORA = "maud-okello", "sunniva-dahl", "piet-hallam", "nora-falk"
EMIL, ADA, TOMAS = "emil-strand", "ada-winther", "tomas-rein"

LEVEL_OF = {
    ALMA: Level.CLEAR,
    RUTH: Level.PROCEED_WITH_CARE,
    YUSUF: Level.ON_HOLD,
    GRETA: Level.QUESTIONS_OPEN,
    LEO: Level.CANNOT_PROCEED,
    MAUD: Level.CLEAR,
    SUNNIVA: Level.CLEAR,
    PIET: Level.CLEAR,
    NORA: Level.CANNOT_PROCEED,
    EMIL: Level.ON_HOLD,
    ADA: Level.CLEAR,
    TOMAS: Level.CANNOT_PROCEED,
}
