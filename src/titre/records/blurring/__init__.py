"""What may be shown of a list under embargo without giving its names away?"""

from titre.records.blurring.leaks import Band as Band
from titre.records.blurring.leaks import check_leaks as check_leaks
from titre.records.blurring.leaks import fitting as fitting
from titre.records.blurring.showing import Blurred as Blurred
from titre.records.blurring.showing import blurred as blurred
from titre.records.blurring.showing import month_ends as month_ends
