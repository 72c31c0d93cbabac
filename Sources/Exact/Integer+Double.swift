import CGMP

extension Integer {
    /// The nearest double, ties to even; infinite on overflow.
    public var doubleValue: Double {
        if let value = asInt { return Double(value) }
        let length = bitLength
        if length > 1024 { return signum < 0 ? -.infinity : .infinity }
        let rounded = withMPZ { a -> Double in
            let limbs = UnsafeBufferPointer(start: agnesi_z_limbs(a), count: agnesi_z_limb_count(a))
            guard let high = limbs.last else { return 0 }
            if limbs.count == 1 { return Double(high) }
            let shift = high.leadingZeroBitCount
            let next = limbs[limbs.count - 2]
            var bits = high << shift | next >> (UInt.bitWidth - shift)
            if next << shift != 0 || limbs.dropLast(2).contains(where: { $0 != 0 }) { bits |= 1 }
            return Double(rounding: bits, scale: UInt.bitWidth - length)
        }
        return signum < 0 ? -rounded : rounded
    }
}
