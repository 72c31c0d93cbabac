extension Sequence {
    /// What a transformation makes of the first element of which it makes anything; it is asked once of each element.
    ///
    /// The first element of a lazy sequence is computed twice by the standard library, which ends the program where a transformation
    /// gives two answers, as one does whose time runs out in between.
    func firstResult<Result>(of transform: (Element) -> Result?) -> Result? {
        for element in self {
            if let result = transform(element) { return result }
        }
        return nil
    }
}
