"""Thirty sentences about the Kent example that are true, each with one in which a fact is altered."""

SENTENCES = (
    (
        "16 and 17 year olds not in education, employment or training fell to 2.8% in January 2017.",
        "16 and 17 year olds not in education, employment or training fell to 2.3% in January 2017.",
    ),
    (
        "16 and 17 year olds not in education, employment or training: 2.8%, down from 3.0% a year before.",
        "16 and 17 year olds not in education, employment or training: 3.8%, up from 3.0% a year before.",
    ),
    (
        "Fewer 16 and 17 year olds are not in education, employment or training.",
        "More 16 and 17 year olds are not in education, employment or training.",
    ),
    (
        "62.2% of pupils got five or more good GCSEs including English and mathematics.",
        "66.2% of pupils got five or more good GCSEs including English and mathematics.",
    ),
    (
        "By 2022/23 Kent needs 23,000 extra school places.",
        "By 2022/23 Kent needs 32,000 extra school places.",
    ),
    ("We delivered more than 3,375 school places.", "We delivered more than 4,375 school places."),
    ("We expanded 25 primary schools.", "We expanded 52 primary schools."),
    (
        "Only 2% of household waste went to landfill in 2016/17.",
        "Only 6% of household waste went to landfill in 2016/17.",
    ),
    (
        "Household waste sent to landfill fell from 6% to 2%.",
        "Household waste sent to landfill fell from 9% to 2%.",
    ),
    (
        "Household waste sent to landfill fell by 4 percentage points.",
        "Household waste sent to landfill fell by 8 percentage points.",
    ),
    (
        "Less household waste is sent to landfill than a year ago.",
        "More household waste is sent to landfill than a year ago.",
    ),
    (
        "The infrastructure funding gap to 2031 is £2.01bn across Kent and Medway.",
        "The infrastructure funding gap to 2031 is £2.01m across Kent and Medway.",
    ),
    (
        "96% of potholes were filled within 28 calendar days.",
        "69% of potholes were filled within 28 calendar days.",
    ),
    (
        "In 2016, 54% of working-age people were qualified to level 3.",
        "In 2016, 45% of working-age people were qualified to level 3.",
    ),
    (
        "37% of working-age people are qualified to level 4.",
        "54% of working-age people are qualified to level 4.",
    ),
    (
        "The business loan schemes created or safeguarded 869 jobs in 2016/17.",
        "The business loan schemes created or safeguarded 8,690 jobs in 2016/17.",
    ),
    ("We brought 581 empty homes back into use.", "We brought 518 empty homes back into use."),
    (
        "91% of customers were satisfied with their pothole repair.",
        "94% of customers were satisfied with their pothole repair.",
    ),
    ("We repaired 9,061 potholes.", "We repaired 19,061 potholes."),
    (
        "1,712 inactive children completed a Sportivate course.",
        "1,217 inactive children completed a Sportivate course.",
    ),
    (
        "20,144 residents visited the Know Your Score pages in two months.",
        "21,044 residents visited the Know Your Score pages in two months.",
    ),
    (
        "The Release the Pressure website had 6,468 visitors.",
        "The Release the Pressure website had 64,680 visitors.",
    ),
    (
        "The M20 J4 and Maidstone Bridges Gyratory schemes cost £10.55 million.",
        "The M20 J4 and Maidstone Bridges Gyratory schemes cost £15.05 million.",
    ),
    (
        "After enablement, 81% of people were able to return home.",
        "After enablement, 18% of people were able to return home.",
    ),
    (
        "62% of people needed no further support after Kent Enablement at Home.",
        "72% of people needed no further support after Kent Enablement at Home.",
    ),
    ("5,378 people were referred to Live Well Kent.", "5,738 people were referred to Live Well Kent."),
    ("There were 649 Extra Care flats available.", "There were 946 Extra Care flats available."),
    (
        "Refurbishing Dartford library cost £650,000.",
        "Refurbishing Dartford library cost £560,000.",
    ),
    (
        "Of the 20 supporting outcomes, 11 are improving over three years.",
        "Of the 20 supporting outcomes, 12 are improving over three years.",
    ),
    (
        "Children and young people have better physical and mental health: not improving over one year.",
        "Children and young people have better physical and mental health: improving over one year.",
    ),
)
