"""The cast of the demonstration, by the names tests know them under."""

from enthesis.vocabulary.status import Level

ALMA, RUTH, YUSUF, GRETA, LEO = "alma-reyes", "ruth-ellery", "yusuf-arden", "greta-molin", "leo-brandt"

LEVEL_OF = {
    ALMA: Level.CLEAR,
    RUTH: Level.PROCEED_WITH_CARE,
    YUSUF: Level.ON_HOLD,
    GRETA: Level.QUESTIONS_OPEN,
    LEO: Level.CANNOT_PROCEED,
}
